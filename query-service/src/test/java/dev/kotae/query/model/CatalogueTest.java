package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kotae.common.text.LuceneTextAnalyzer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What can be asked of what was offered last; nothing is called. */
class CatalogueTest {

    private static final String TWO =
            """
            kotae.providers.a.base-url=http://a/v1
            kotae.providers.a.models=m,n
            """;

    private static final Vertx VERTX = Vertx.vertx();
    private static final OpenAiHttp HTTP = new OpenAiHttp(VERTX, OpenTelemetry.noop());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Providers providers = new Providers(HTTP);
    private final Catalogue catalogue =
            new Catalogue(new LuceneTextAnalyzer(), new ModelMetrics(registry, OpenTelemetry.noop()));

    @AfterAll
    static void stop() {
        HTTP.close();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theBuiltInModelIsAlwaysThere() {
        offer("");

        assertThat(catalogue.all()).extracting(entry -> entry.card().id()).containsExactly(ExtractiveModel.ID);
        assertThat(catalogue.model(null, "hanako").id()).isEqualTo(ExtractiveModel.ID);
    }

    @Test
    void aModelThatStaysAsItWasIsTheSameAndOneThatIsCalledInAnotherWayIsNot() {
        offer(TWO);
        Model before = catalogue.alone("m");

        offer(TWO + "kotae.models.n.parameters.temperature=0.7\n");

        assertThat(catalogue.alone("m")).isSameAs(before);
        offer(TWO + "kotae.models.m.parameters.temperature=0.7\n");
        assertThat(catalogue.alone("m")).isNotSameAs(before);
    }

    @Test
    void aModelThatIsGoneIsShownButNotAsked() {
        Settings settings = settings(TWO);
        providers.set(settings.providers());
        Discovery onlyN = new Discovery(Map.of("n", java.util.Optional.empty()), java.util.Set.of(), null, true, 0);
        catalogue.offer(settings, Offers.of(settings, Map.of("a", onlyN)), providers.all());

        assertThat(catalogue.all())
                .extracting(entry -> entry.card().id() + " " + entry.state())
                .containsExactly("extractive READY", "m GONE", "n READY");
        assertThat(catalogue.has("m")).isFalse();
        assertThatThrownBy(() -> catalogue.model("m")).hasMessageContaining("m");
        assertThat(catalogue.model("n").id()).isEqualTo("n");
        assertThat(registry.get("kotae.models").tag("state", "gone").gauge().value())
                .isEqualTo(1);
    }

    @Test
    void theDefaultModelIsTheSettings() {
        offer(TWO + "kotae.default-model=n\n");

        assertThat(catalogue.defaultModel()).isEqualTo("n");
        assertThat(catalogue.model(null).id()).isEqualTo("n");
    }

    private void offer(String properties) {
        Settings settings = settings(properties);
        providers.set(settings.providers());
        List<Offer> offers = Offers.of(settings, providers.said());
        catalogue.offer(settings, offers, providers.all());
    }

    private static Settings settings(String properties) {
        return new SettingsFile(
                        Path.of("c.properties"),
                        new SmallRyeConfigBuilder()
                                .addDefaultInterceptors()
                                .addDiscoveredConverters()
                                .build())
                .settings(properties);
    }
}

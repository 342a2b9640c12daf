package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.local.testing.Script;
import dev.kotae.local.testing.ScriptedModels;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is remembered of a provider, with a server that lists models or does not. */
class ProvidersTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final OpenAiHttp HTTP = new OpenAiHttp(VERTX, OpenTelemetry.noop());

    private final Providers providers = new Providers(HTTP);
    private final AtomicInteger heard = new AtomicInteger();
    private ScriptedModels server;

    @BeforeEach
    void start() {
        server = ScriptedModels.start().offer("m", Script.says("yes"));
        providers.set(config(Map.of("kotae.providers.a.base-url", server.baseUrl())));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    static void stopAll() {
        HTTP.close();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void nothingIsSaidBeforeTheFirstQuestion() {
        assertThat(providers.all()).containsOnlyKeys("a");
        assertThat(providers.said()).isEmpty();
    }

    @Test
    void whatAProviderListedIsKeptWhileItCannotBeAsked() {
        ask();
        server.close();

        ask();

        assertThat(heard).hasValue(2);
        assertThat(said().failure()).isEqualTo("Its provider cannot be asked for its models");
        assertThat(said().listed()).containsOnlyKeys("m");
    }

    @Test
    void whyAProviderRefusesIsToldByItsStatus() {
        server.list(Script.refuses(403));

        ask();

        assertThat(said().failure()).isEqualTo("Its provider refused to list its models with status 403");
    }

    @Test
    void aServerWithoutAListIsBelieved() {
        server.list(Script.refuses(404));

        ask();

        assertThat(said().failure()).isNull();
        assertThat(said().has("anything")).isTrue();
    }

    @Test
    void oneThatStaysAsItWasIsRememberedAndOneThatIsAskedInAnotherWayIsNot() {
        ask();
        Provider before = providers.all().get("a");
        providers.set(config(
                Map.of("kotae.providers.a.base-url", server.baseUrl(), "kotae.providers.b.base-url", "http://b/v1")));
        assertThat(providers.all().get("a")).isSameAs(before);
        assertThat(providers.said()).containsOnlyKeys("a");

        providers.set(
                config(Map.of("kotae.providers.a.base-url", server.baseUrl(), "kotae.providers.a.api-key", "other")));

        assertThat(providers.all().get("a")).isNotSameAs(before);
        assertThat(providers.said()).isEmpty();
    }

    @Test
    void whatIsHeardOfOneThatIsSetNoLongerIsForgotten() {
        Uni<Void> asking = providers.ask(heard::incrementAndGet);
        providers.set(config(Map.of()));

        asking.await().atMost(Duration.ofSeconds(20));

        assertThat(heard).hasValue(0);
        assertThat(providers.said()).isEmpty();
    }

    private void ask() {
        providers.ask(heard::incrementAndGet).await().atMost(Duration.ofSeconds(20));
    }

    private Discovery said() {
        return providers.said().get("a");
    }

    private static ProviderConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(ProviderConfig.class)
                .build()
                .getConfigMapping(ProviderConfig.class);
    }
}

package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kotae.local.testing.Script;
import dev.kotae.local.testing.ScriptedModels;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.prompt.Prompt;
import dev.kotae.query.prompt.PromptBudget;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One model and what guards it, with a server that does as its script says. */
class GuardedModelTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Vertx VERTX = Vertx.vertx();
    private static final OpenAiHttp HTTP = new OpenAiHttp(VERTX, OpenTelemetry.noop());
    private static final ScriptedModels SERVER = ScriptedModels.start();
    private static final SmallRyeConfig CONFIG = new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withSources(new PropertiesConfigSource(
                    Map.of(
                            "kotae.providers.scripted.base-url", SERVER.baseUrl(),
                            "kotae.catalogue.breaker-failures", "10",
                            "kotae.catalogue.breaker-pause", "1h"),
                    "test",
                    100))
            .withMapping(ProviderConfig.class)
            .withMapping(CatalogueConfig.class)
            .build();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterAll
    static void stop() {
        HTTP.close();
        SERVER.close();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whoFindsNoPlaceIsToldThatTheModelIsBusyAndAPlaceThatIsLeftServesTheNext() {
        // Given a model with one place and one who may wait
        SERVER.offer("narrow", Script.says("one two").stallAfter(1));
        GuardedModel model = model("narrow", LONG, 1, 1);
        AssertSubscriber<ModelEvent> first = ask(model);
        first.awaitItems(2, LONG);
        AssertSubscriber<ModelEvent> second = ask(model);

        // When
        AssertSubscriber<ModelEvent> third = ask(model);

        // Then
        assertThat(code(third)).isEqualTo("model-busy");
        second.assertNotTerminated();
        assertThat(second.getItems()).isEmpty();
        first.cancel();
        second.awaitItems(2, LONG);
        assertThat(((ModelEvent.Started) second.getItems().get(0)).queueMillis())
                .isPositive();
        second.cancel();
    }

    @Test
    void waitingForAPlaceTakesNoLongerThanWaitingForAFirstToken() {
        SERVER.offer("full", Script.says("one two").stallAfter(1));
        GuardedModel model = model("full", Duration.ofMillis(500), 1, 5);
        AssertSubscriber<ModelEvent> first = ask(model);
        first.awaitItems(2, LONG);

        AssertSubscriber<ModelEvent> second = ask(model);

        assertThat(code(second)).isEqualTo("model-busy");
        assertThat(SERVER.calls("full")).hasSize(1);
        first.cancel();
    }

    @Test
    void itIsLeftAloneAfterItsOwnFailuresOnly() {
        GuardedModel model = model("failing", LONG, 8, 8);

        // Calls that were wrong themselves do not count, nor do those whose readers left
        SERVER.offer("failing", Script.refuses(400));
        for (int i = 0; i < 12; i++) {
            assertThat(code(ask(model))).isEqualTo("model-failed");
        }
        SERVER.offer("failing", Script.says("one two").stallAfter(1));
        for (int i = 0; i < 12; i++) {
            AssertSubscriber<ModelEvent> reader = ask(model);
            reader.awaitItems(2, LONG);
            reader.cancel();
        }
        assertThat(model.isLeftAlone()).isFalse();

        // Those that break off do
        SERVER.offer("failing", Script.says("one two").withoutFinishReason());
        for (int i = 0; i < 10; i++) {
            assertThat(model.isLeftAlone()).isFalse();
            assertThat(code(ask(model))).isEqualTo("model-failed");
        }
        await().atMost(LONG).until(model::isLeftAlone);
        int calls = SERVER.calls("failing").size();
        assertThat(code(ask(model))).isEqualTo("model-unavailable");
        assertThat(SERVER.calls("failing")).hasSize(calls);
    }

    @Test
    void everyCallIsMeasuredOnceByHowItEnded() {
        SERVER.offer("measured", Script.says("one two three"));
        GuardedModel model = model("measured", LONG, 8, 8);
        ask(model).awaitCompletion(LONG);
        SERVER.offer("measured", Script.refuses(401));
        ask(model).awaitFailure(LONG);
        SERVER.offer("measured", Script.says("one two").stallAfter(1));
        AssertSubscriber<ModelEvent> left = ask(model);
        left.awaitItems(2, LONG);
        left.cancel();

        for (String type : List.of("none", "401", "cancelled")) {
            await().atMost(LONG).untilAsserted(() -> assertThat(registry.get("gen_ai.client.operation.duration")
                            .tag("error_type", type)
                            .timer()
                            .count())
                    .as(type)
                    .isOne());
        }
        assertThat(registry.get("gen_ai.client.token.usage")
                        .tag("gen_ai_token_type", "output")
                        .summary()
                        .count())
                .isOne();
    }

    private GuardedModel model(String name, Duration firstToken, int places, int waiting) {
        ModelCard card =
                new ModelCard(name, "scripted", name, name, null, null, List.of(), List.of(), null, Map.of(), null, 0);
        return new GuardedModel(
                new ModelSpec(card, new Patience(firstToken, LONG, LONG), 1, 100_000, places, waiting, List.of()),
                new Provider(
                        "scripted",
                        CONFIG.getConfigMapping(ProviderConfig.class).all().get("scripted"),
                        HTTP),
                CONFIG.getConfigMapping(CatalogueConfig.class),
                new ModelMetrics(registry, OpenTelemetry.noop()));
    }

    private static AssertSubscriber<ModelEvent> ask(GuardedModel model) {
        Prompt prompt = new Prompt(
                "answer-en",
                "hash",
                null,
                List.of(),
                List.of(),
                List.of(new Prompt.Turn("user", "What?")),
                new PromptBudget(PromptBudget.Form.PROSE, 1000, 4, 100, null));
        return model.answer(prompt).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private static String code(AssertSubscriber<ModelEvent> reader) {
        return Problems.code(reader.awaitFailure(LONG).getFailure());
    }
}

package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kotae.local.testing.Script;
import dev.kotae.local.testing.ScriptedModels;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A model server that resets its connection after each number of bytes there is. */
class ResetAtEveryByteIT {

    private static final Script SCRIPT = Script.tokens("Receipts", " are", " 保存", "される", " 🎉", " [1]");
    private static final String TEXT = "Receipts are 保存される 🎉 [1]";
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedModels models = ScriptedModels.start();
    private final OpenAiHttp http = new OpenAiHttp(vertx, OpenTelemetry.noop());
    private final OpenAiModel model = new OpenAiModel(spec(), new Provider("scripted", provider(), http), () -> {});

    @AfterEach
    void stop() {
        http.close();
        models.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theAnswerEndsOnceAndSaysNothingWrongWhereverTheConnectionBreaks() {
        // Given
        models.offer("m", SCRIPT);
        assertThat(ask(0).await().atMost(LONG)).isEqualTo(new Outcome(0, TEXT, true));
        int length = ScriptedModels.length(SCRIPT, models.calls("m").get(0));
        models.offer("m", call -> SCRIPT.resetAtByte(call.request().path("seed").asInt()));

        // When
        List<Outcome> outcomes = Multi.createFrom()
                .range(0, length)
                .onItem()
                .transformToUni(this::ask)
                .merge(64)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofMinutes(2));

        // Then
        assertThat(length).isGreaterThan(1000);
        assertThat(outcomes).hasSize(length).allSatisfy(outcome -> {
            assertThat(TEXT).startsWith(outcome.said());
            if (outcome.completed()) {
                assertThat(outcome.said()).isEqualTo(TEXT);
            }
        });
        // A reset may overtake what was sent before it, so the boundary between the two kinds is not sharp
        List<Outcome> ended = outcomes.stream().filter(Outcome::completed).toList();
        assertThat(ended).hasSizeLessThan(length / 2);
        System.out.printf(
                "Reset after each of %d bytes: %d answers failed, %d ended well because the model had said that it is done%n",
                length, length - ended.size(), ended.size());
    }

    private Uni<Outcome> ask(int bytes) {
        ObjectNode body = new ObjectMapper()
                .createObjectNode()
                .put("model", "m")
                .put("stream", true)
                .put("seed", bytes);
        body.putObject("stream_options").put("include_usage", true);
        StringBuffer said = new StringBuffer();
        return model.answer(
                        new CompletionRequest(body, Map.of()),
                        new ModelEvent.Started(null, Map.of(), 0),
                        Context.root())
                .filter(ModelEvent.Token.class::isInstance)
                .map(event -> ((ModelEvent.Token) event).text())
                .invoke(said::append)
                .collect()
                .with(Collectors.joining())
                .map(text -> new Outcome(bytes, text, true))
                .ifNoItem()
                .after(LONG)
                .failWith(() -> new AssertionError("The answer did not end where the connection broke at " + bytes))
                .onFailure(Exception.class)
                .recoverWithItem(() -> new Outcome(bytes, said.toString(), false));
    }

    private record Outcome(int bytes, String said, boolean completed) {}

    private static ModelSpec spec() {
        return new ModelSpec(
                new ModelCard("m", "scripted", "m", "m", null, null, List.of(), List.of(), null, Map.of(), null, 0),
                new Patience(LONG, LONG, LONG),
                1,
                100_000,
                64,
                64,
                List.of());
    }

    private ProviderConfig.Provider provider() {
        return new ProviderConfig.Provider() {
            @Override
            public URI baseUrl() {
                return URI.create(models.baseUrl());
            }

            @Override
            public Optional<String> apiKey() {
                return Optional.empty();
            }

            @Override
            public Optional<Path> apiKeyFile() {
                return Optional.empty();
            }

            @Override
            public Optional<List<String>> models() {
                return Optional.empty();
            }

            @Override
            public boolean discover() {
                return true;
            }
        };
    }
}

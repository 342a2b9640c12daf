package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kotae.local.testing.Script;
import dev.kotae.local.testing.ScriptedModels;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenAiHttpTest {

    @Test
    void fiveHundredStreamsAreReadAtATime() {
        // Given
        Vertx vertx = Vertx.vertx();
        OpenAiHttp http = new OpenAiHttp(vertx, OpenTelemetry.noop());
        List<Cancellable> streams = new ArrayList<>();
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();
        try (ScriptedModels models = ScriptedModels.start()) {
            models.offer("slow", Script.says("one two").stallAfter(1));

            // When none of them ends
            for (int i = 0; i < 500; i++) {
                AtomicInteger pieces = new AtomicInteger();
                streams.add(http.stream(
                                models.baseUrl() + "/chat/completions",
                                null,
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("model", "slow")
                                        .put("stream", true),
                                Context.root())
                        .subscribe()
                        .with(
                                piece -> {
                                    if (pieces.incrementAndGet() == 2) {
                                        begun.incrementAndGet();
                                    }
                                },
                                failure -> broken.incrementAndGet()));
            }

            // Then each has its first token
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(begun).hasValue(500));
            assertThat(broken).hasValue(0);
            streams.forEach(Cancellable::cancel);
        } finally {
            http.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}

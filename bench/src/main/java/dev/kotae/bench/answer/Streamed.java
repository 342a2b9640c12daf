package dev.kotae.bench.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.bench.suite.EventStream;
import dev.kotae.bench.suite.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One answer of a {@link StampedModel} as it arrived.
 *
 * @param delays how many milliseconds each token was under way, in their order
 * @param firstMillis from the request until the first token arrived
 * @param retrieveMillis what Kotae says its retrieval took; 0 where the model was asked directly
 */
record Streamed(List<Double> delays, double firstMillis, double retrieveMillis) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Asks Kotae. Fails unless the answer ends in {@code completed}. */
    static CompletableFuture<Streamed> byKotae(
            Http http, String url, String collection, String model, String question) {
        HttpRequest request = Http.json(
                        "POST",
                        url + "/api/answers",
                        Map.of("question", question, "model", model, "collections", List.of(collection)))
                .header("Accept", "text/event-stream")
                .build();
        return read(http, request, "completed", "/timings/retrieveMillis");
    }

    /** Asks the model itself, for so many tokens. Fails unless the answer ends in {@code [DONE]}. */
    static CompletableFuture<Streamed> directly(Http http, String baseUrl, String model, String question, int tokens) {
        HttpRequest request = Http.json(
                        "POST",
                        baseUrl + "/chat/completions",
                        Map.of(
                                "model",
                                model,
                                "stream",
                                true,
                                "max_tokens",
                                tokens,
                                "messages",
                                List.of(Map.of("role", "user", "content", question))))
                .build();
        return read(http, request, "[DONE]", null);
    }

    private static CompletableFuture<Streamed> read(Http http, HttpRequest request, String end, String retrieve) {
        long asked = System.nanoTime();
        List<Double> delays = new ArrayList<>();
        long[] first = {0};
        String[] last = {"nothing"};
        double[] retrieveMillis = {0};
        boolean[] ended = {false};
        return http.stream(request, new EventStream((event, at) -> {
                    last[0] = event.name() + " " + event.data();
                    if (event.name().equals(end) || event.data().equals(end)) {
                        ended[0] = true;
                        retrieveMillis[0] = retrieve == null
                                ? 0
                                : parse(event.data()).at(retrieve).asDouble();
                    } else if (event.name().equals("token") || event.name().equals("message")) {
                        StampedModel.stamp(event.data()).ifPresent(stamp -> {
                            first[0] = delays.isEmpty() ? at : first[0];
                            delays.add((at - stamp) / 1e6);
                        });
                    }
                }))
                .thenApply(status -> {
                    if (!ended[0] || delays.isEmpty()) {
                        throw new IllegalStateException(
                                "An answer did not end well: " + status + ", last came " + last[0]);
                    }
                    return new Streamed(delays, (first[0] - asked) / 1e6, retrieveMillis[0]);
                });
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

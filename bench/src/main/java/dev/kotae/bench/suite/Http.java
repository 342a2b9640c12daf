package dev.kotae.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/** Requests to services, by a client that keeps its connections. Safe for use by several threads. */
public final class Http {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newFixedThreadPool(2, task -> {
                Thread thread = new Thread(task, "bench-http");
                thread.setDaemon(true);
                return thread;
            }))
            .build();

    /** A request with a JSON body, by the user {@code bench}. */
    public static HttpRequest.Builder json(String method, String url, Map<String, ?> body) {
        try {
            return HttpRequest.newBuilder(URI.create(url))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .header("X-Kotae-User", "bench")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer's body, which fails with what it says where its status is no success. */
    public CompletableFuture<String> send(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
                .thenApply(response -> {
                    if (response.statusCode() / 100 != 2) {
                        throw new CompletionException(new IOException(
                                request.uri() + " said " + response.statusCode() + ": " + response.body()));
                    }
                    return response.body();
                });
    }

    /** The JSON that is at an address. */
    public JsonNode get(String url) {
        return parse(send(HttpRequest.newBuilder(URI.create(url))
                        .header("X-Kotae-User", "bench")
                        .timeout(PATIENCE)
                        .build())
                .join());
    }

    /** What a service answers to JSON. */
    public JsonNode post(String url, Map<String, ?> body) {
        return parse(send(json("POST", url, body).build()).join());
    }

    /** Reads a stream of server-sent events line by line as they arrive; ends when the stream does. */
    public CompletableFuture<Integer> stream(HttpRequest request, EventStream events) {
        return client.sendAsync(request, BodyHandlers.fromLineSubscriber(events))
                .thenApply(response -> response.statusCode());
    }

    /** A metric's value, named with its labels as it is exported; 0 where it is not there. */
    public double metric(String managementUrl, String name) {
        return sum(managementUrl, name + " ");
    }

    /** The sum of a metric's values over all its labels; 0 where it is not there. */
    public double metrics(String managementUrl, String name) {
        return sum(managementUrl, name + "{");
    }

    private double sum(String managementUrl, String begin) {
        return send(HttpRequest.newBuilder(URI.create(managementUrl + "/q/metrics"))
                        .timeout(PATIENCE)
                        .build())
                .join()
                .lines()
                .filter(line -> line.startsWith(begin))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("Not JSON: " + text, e);
        }
    }
}

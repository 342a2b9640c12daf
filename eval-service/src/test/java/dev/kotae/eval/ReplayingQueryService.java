package dev.kotae.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Stands at the door where the query service would be: the model's name says what becomes of a question. The real one is asked in
 * {@code e2e}.
 */
public final class ReplayingQueryService implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Function<JsonNode, String>> judges = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();

    ReplayingQueryService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/api/replays", this::answer);
        server.createContext("/api/judgements", this::judge);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was asked of a model. */
    public List<JsonNode> asked(String model) {
        return asked.stream()
                .filter(request -> request.path("model").asText().equals(model))
                .toList();
    }

    /** Has a model be busy so many times. */
    public void refuse(String model, int times) {
        refusals.put(model, new AtomicInteger(times));
    }

    /** Has a model judge: a verdict, or the status of a failure. */
    public void judge(String model, Function<JsonNode, String> verdict) {
        judges.put(model, verdict);
    }

    private void judge(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            String model = request.path("model").asText();
            asked.add(request);
            String said = judges.get(model).apply(request);
            if (said.chars().allMatch(Character::isDigit)) {
                send(exchange, Integer.parseInt(said), "{\"detail\":\"The judge is not well\"}");
            } else {
                send(
                        exchange,
                        200,
                        """
                        {"verdict":"%s","model":{"id":"%s","provider":"p","revision":"1"},"promptId":"judge-en",
                         "promptHash":"h"}"""
                                .formatted(said, model));
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            String model = request.path("model").asText();
            asked.add(request);
            if (refusals.getOrDefault(model, new AtomicInteger()).getAndDecrement() > 0) {
                send(exchange, 503, "{\"detail\":\"The model has too much to do\"}");
            } else if (model.startsWith("missing")) {
                send(exchange, 404, "{\"detail\":\"There is no model\"}");
            } else {
                boolean failed = model.startsWith("failing");
                send(
                        exchange,
                        200,
                        """
                        {"id":"some","outcome":"%s","model":{"id":"%s","provider":"p"},"promptHash":"h","chunks":1,
                         "unsupported":%d,"text":"So says %s.","timings":{"firstTokenMillis":10.0,"totalMillis":100.0},
                         "tokens":{"prompt":5,"completion":7},"cost":{"amount":0.25,"currency":"USD"}}"""
                                .formatted(
                                        failed ? "failed" : "answered",
                                        model,
                                        model.startsWith("inventing") ? 1 : 0,
                                        model));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

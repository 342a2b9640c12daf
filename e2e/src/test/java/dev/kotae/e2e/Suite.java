package dev.kotae.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A running suite and where its services are. */
public final class Suite {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Java's client can wait for ever for a large body after an upgrade to HTTP/2. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Kotae kotae;
    private JsonNode status;

    private Suite(Kotae kotae) {
        this.kotae = kotae;
    }

    /** Starts a suite in a folder, without the guide. */
    static Suite up(Path state) {
        return up(new Kotae(state));
    }

    /** Starts a suite without the guide. */
    public static Suite up(Kotae kotae) {
        Suite suite = new Suite(kotae);
        suite.up();
        return suite;
    }

    /** Starts what does not run. */
    void up() {
        Kotae.Result result = kotae.run("up", "--detach", "--no-demo");
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        status = kotae.run("status", "--json").json();
    }

    /** Stops it. */
    public void down() {
        assertThat(kotae.run("down").exit()).isZero();
    }

    /** Its command. */
    public Kotae kotae() {
        return kotae;
    }

    /** Where its Kafka is. */
    public String bootstrapServers() {
        return status.at("/kafka/bootstrapServers").asText();
    }

    String redis() {
        return status.at("/redis/url").asText();
    }

    /** Kills a service's process as a crash would. */
    void kill(String service) {
        long pid = service(kotae.run("status", "--json").json(), service)
                .get("pid")
                .asLong();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    JsonNode search(String collection, String query) {
        return post("query", "/api/search", Map.of("query", query, "collections", new String[] {collection}));
    }

    JsonNode answer(String collection, String model, String question) {
        return post(
                "query",
                "/api/answers",
                Map.of("question", question, "collections", new String[] {collection}, "model", model));
    }

    /** The digest of all that is stored of a collection. */
    String digest(String collection) {
        return get("ingest", "/api/index/" + collection + "/digest")
                .get("digest")
                .asText();
    }

    /** Id and content hash of every live document. */
    Map<String, String> live(String collection) {
        Map<String, String> live = new TreeMap<>();
        String lines = send(
                HttpRequest.newBuilder(URI.create(url("ingest", "url") + "/api/index/" + collection + "/documents")));
        lines.lines().map(Suite::json).forEach(document -> {
            if (document.get("state").asText().equals("live")) {
                live.put(
                        document.get("id").asText(), document.get("contentHash").asText());
            }
        });
        return live;
    }

    JsonNode document(String collection, String id) {
        return get(
                "ingest", "/api/index/" + collection + "/document?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }

    /** A metric's value, named with its labels as it is exported. */
    double metric(String service, String name) {
        String text = send(HttpRequest.newBuilder(URI.create(url(service, "managementUrl") + "/q/metrics")));
        return text.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No metric " + name));
    }

    /** What a service answers to a GET. */
    public JsonNode get(String service, String path) {
        return json(send(HttpRequest.newBuilder(URI.create(url(service, "url") + path))));
    }

    /**
     * Sends JSON that may be refused.
     *
     * @throws IOException if the service dies meanwhile, or is away
     */
    public HttpResponse<String> put(String service, String path, String body, String idempotencyKey)
            throws IOException {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(url(service, "url") + path))
                            .header("Content-Type", "application/json")
                            .header("X-Kotae-User", "e2e")
                            .header("Idempotency-Key", idempotencyKey)
                            .timeout(Duration.ofSeconds(20))
                            .PUT(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode post(String service, String path, Map<String, Object> body) {
        try {
            return json(send(HttpRequest.newBuilder(URI.create(url(service, "url") + path))
                    .header("Content-Type", "application/json")
                    .header("X-Kotae-User", "e2e")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A service's {@code url} or {@code managementUrl}. */
    public String url(String service, String kind) {
        return service(status, service).get(kind).asText();
    }

    private static JsonNode service(JsonNode status, String name) {
        for (JsonNode service : status.get("services")) {
            if (service.get("name").asText().equals(name)) {
                return service;
            }
        }
        throw new AssertionError("No service " + name + " in " + status);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("Not JSON: " + text, e);
        }
    }

    private static String send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(
                    request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

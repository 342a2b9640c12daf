package dev.kotae.common.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.common.embedding.Embedder.Purpose;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code POST <base URL>/embeddings} of one server. Works on event loops, blocks nothing. */
final class EmbeddingsEndpoint implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_MILLIS = 2000;

    /** Below the 5 s after which uvicorn closes an idle connection: a call would meet a closing one. */
    private static final int KEPT_SECONDS = 4;

    /** A vector of 4096 numbers takes 100 kB. */
    private static final int LONGEST_ANSWER = 1 << 20;

    /** Of a server's own words, in an error message. */
    private static final int LONGEST_REASON = 300;

    private final String url;
    private final String model;
    private final int dimension;
    private final Optional<Path> keyFile;
    private final Duration timeout;
    private final HttpClient client;

    /** @throws IllegalArgumentException if the base URL is no http address */
    EmbeddingsEndpoint(EmbedderConfig config, Vertx vertx, int connections) {
        URI base = config.baseUrl().orElseThrow();
        if (base.getHost() == null || !("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
            throw new IllegalArgumentException("kotae.embedder.base-url is no http address");
        }
        this.url = base.toString().replaceAll("/+$", "") + "/embeddings";
        this.model = config.model();
        this.dimension = config.dimension();
        this.keyFile = config.apiKeyFile();
        this.timeout = config.timeout();
        this.client = vertx.httpClientBuilder()
                .with(new PoolOptions().setHttp1MaxSize(connections))
                .with(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setKeepAliveTimeout(KEPT_SECONDS))
                // Who made the call is told; without a handler the same would be logged as an error too
                .withConnectHandler(connection -> connection.exceptionHandler(broken -> {}))
                .build();
    }

    /** The vector of a text, unit length; fails with {@link EmbedderAwayException} only. */
    Uni<float[]> vector(String text, Purpose purpose) {
        return Uni.createFrom()
                .deferred(() -> call(body(text, purpose)))
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure(failure -> !(failure instanceof EmbedderAwayException))
                .transform(this::away);
    }

    private Throwable away(Throwable failure) {
        return failure instanceof TimeoutException
                ? new EmbedderAwayException(
                        "the embedder's server " + url + " gave no vector in " + timeout.toMillis() + " ms")
                : new EmbedderAwayException(
                        "the embedder's server " + url + " cannot be asked: " + failure.getMessage(), failure);
    }

    private static String inputType(Purpose purpose) {
        return switch (purpose) {
            case QUERY -> "query";
            case PASSAGE -> "passage";
        };
    }

    /** A server written in C may end a text at U+0000. */
    private Buffer body(String text, Purpose purpose) {
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(
                    Map.of("model", model, "input", text.replace('\u0000', ' '), "input_type", inputType(purpose))));
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be written as JSON", e);
        }
    }

    private Uni<float[]> call(Buffer body) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json");
        keyFile.ifPresent(file -> options.putHeader("Authorization", "Bearer " + key(file)));
        return Uni.createFrom().emitter(emitter -> client.request(options)
                .onFailure(emitter::fail)
                .onSuccess(request -> {
                    AtomicBoolean ended = new AtomicBoolean();
                    emitter.onTermination(() -> {
                        if (!ended.get()) {
                            request.reset();
                        }
                    });
                    request.send(body)
                            .compose(response -> response.body().map(answer -> read(response, answer)))
                            .onComplete(done -> ended.set(true))
                            .onSuccess(emitter::complete)
                            .onFailure(emitter::fail);
                }));
    }

    private float[] read(HttpClientResponse response, Buffer answer) {
        if (response.statusCode() != 200) {
            throw strange("answered with status " + response.statusCode() + reason(answer));
        }
        if (answer.length() > LONGEST_ANSWER) {
            throw strange("answered with " + answer.length() + " bytes");
        }
        JsonNode numbers = parsed(answer).at("/data/0/embedding");
        if (!numbers.isArray()) {
            throw strange("answered without /data/0/embedding, a list of numbers");
        }
        if (numbers.size() != dimension) {
            throw strange(
                    "has vectors of " + numbers.size() + " numbers, but kotae.embedder.dimension is " + dimension);
        }
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) numbers.get(i).asDouble(Double.NaN);
        }
        if (Float.isNaN(UnitLength.of(vector)[0])) {
            throw strange("answered with a vector that has no direction");
        }
        return vector;
    }

    private JsonNode parsed(Buffer answer) {
        try {
            return JSON.readTree(answer.getBytes());
        } catch (IOException e) {
            throw strange("answered with something that is not JSON");
        }
    }

    /** What the server says of it, on one line; OpenAI's form of errors, or none. */
    private static String reason(Buffer answer) {
        try {
            String said = JSON.readTree(answer.getBytes()).at("/error/message").asText("");
            String line = said.replaceAll("\\p{Cntrl}+", " ").strip();
            return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), LONGEST_REASON));
        } catch (IOException notJson) {
            return "";
        }
    }

    private EmbedderAwayException strange(String what) {
        return new EmbedderAwayException("the embedder's server " + url + " " + what);
    }

    /** Read at each call, so that a token that was renewed is taken up; a file of a few bytes that the system has cached. */
    private static String key(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("kotae.embedder.api-key-file cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

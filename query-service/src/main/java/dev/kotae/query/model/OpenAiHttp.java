package dev.kotae.query.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Calls OpenAI-compatible servers: JSON, and streams of server-sent events. Works on event loops, blocks nothing. Cancelling a stream
 * closes its connection, so that the server stops generating.
 */
@ApplicationScoped
class OpenAiHttp {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_MILLIS = 5000;

    /** Each stream holds one for as long as it lasts: with fewer, askers would wait without a word for others' answers to end. */
    private static final int CONNECTIONS_PER_SERVER = 4096;

    private static final int LONGEST_LINE = 1 << 20;
    private static final String DATA = "data:";

    private final HttpClient client;

    OpenAiHttp(Vertx vertx) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setMaxPoolSize(CONNECTIONS_PER_SERVER));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /** Gets JSON. Fails with {@link RefusedException} for any status but 200. */
    Uni<JsonNode> get(String url, String authorization) {
        return Uni.createFrom().emitter(emitter -> client.request(options(HttpMethod.GET, url, authorization))
                .compose(HttpClientRequest::send)
                .compose(response -> response.body().map(body -> json(response, body)))
                .onSuccess(emitter::complete)
                .onFailure(emitter::fail));
    }

    /** Posts JSON and streams the data of the events that come back, {@code [DONE]} included. */
    Multi<String> stream(String url, String authorization, JsonNode body) {
        return Multi.createFrom().emitter(emitter -> client.request(options(HttpMethod.POST, url, authorization))
                .onSuccess(request -> send(request, body, emitter))
                .onFailure(emitter::fail));
    }

    private static void send(HttpClientRequest request, JsonNode body, MultiEmitter<? super String> emitter) {
        emitter.onTermination(request::reset);
        request.putHeader("Content-Type", "application/json")
                .send(Buffer.buffer(body.toString()))
                .onSuccess(response -> read(response, emitter))
                .onFailure(emitter::fail);
    }

    private static void read(HttpClientResponse response, MultiEmitter<? super String> emitter) {
        if (response.statusCode() != 200) {
            emitter.fail(new RefusedException(response.statusCode()));
            return;
        }
        RecordParser.newDelimited("\n", response)
                .maxRecordSize(LONGEST_LINE)
                .handler(line -> {
                    String text = line.toString().strip();
                    if (text.startsWith(DATA)) {
                        emitter.emit(text.substring(DATA.length()).strip());
                    }
                })
                .exceptionHandler(emitter::fail)
                .endHandler(end -> emitter.complete());
    }

    private static RequestOptions options(HttpMethod method, String url, String authorization) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url)
                .putHeader("Accept", "application/json, text/event-stream");
        if (authorization != null) {
            options.putHeader("Authorization", authorization);
        }
        return options;
    }

    private static JsonNode json(HttpClientResponse response, Buffer body) {
        if (response.statusCode() != 200) {
            throw new RefusedException(response.statusCode());
        }
        try {
            return JSON.readTree(body.getBytes());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The server answered with something that is not JSON", e);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("The server's answer cannot be read", e);
        }
    }

    /** The server answered with a status other than 200. */
    static final class RefusedException extends RuntimeException {

        private final int status;

        RefusedException(int status) {
            super("Status " + status);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}

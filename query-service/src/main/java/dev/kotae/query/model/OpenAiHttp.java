package dev.kotae.query.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls OpenAI-compatible servers: JSON, and streams of server-sent events. Works on event loops, blocks nothing. Cancelling a stream
 * closes its connection, so that the server stops generating.
 */
@ApplicationScoped
class OpenAiHttp {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_MILLIS = 5000;

    /**
     * Each stream holds one for as long as it lasts. Above what the places of the models of one server allow: those are what limits, and
     * they tell who has to wait.
     */
    private static final int CONNECTIONS_PER_SERVER = 4096;

    /** Below the 5 s after which uvicorn, which vLLM runs on, closes an idle connection: a call would meet a closing one. */
    private static final int KEPT_SECONDS = 4;

    private static final int LONGEST_JSON = 4 << 20;
    private static final String EVENTS = "text/event-stream";

    private final Vertx vertx;
    private final HttpClient client;
    private final OpenTelemetry telemetry;

    OpenAiHttp(Vertx vertx, OpenTelemetry telemetry) {
        this.vertx = vertx;
        this.telemetry = telemetry;
        this.client = vertx.httpClientBuilder()
                .with(new PoolOptions()
                        .setHttp1MaxSize(CONNECTIONS_PER_SERVER)) // the client's own are not looked at here
                .with(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setKeepAliveTimeout(KEPT_SECONDS))
                // Who made the call is told; without a handler the same would be logged as an error too
                .withConnectHandler(connection -> connection.exceptionHandler(broken -> {}))
                .build();
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /** Gets JSON. Fails with {@link RefusedException} for any status but 200. */
    Uni<JsonNode> get(String url, String authorization) {
        return Uni.createFrom().emitter(emitter -> client.request(options(HttpMethod.GET, url, authorization))
                .onSuccess(request -> {
                    AtomicBoolean read = new AtomicBoolean();
                    emitter.onTermination(() -> {
                        if (!read.get()) {
                            request.reset();
                        }
                    });
                    request.send()
                            .onSuccess(response -> read(response, emitter, read))
                            .onFailure(emitter::fail);
                })
                .onFailure(emitter::fail));
    }

    private static void read(HttpClientResponse response, UniEmitter<? super JsonNode> emitter, AtomicBoolean read) {
        Buffer body = Buffer.buffer();
        response.exceptionHandler(emitter::fail)
                .handler(part -> {
                    if (body.length() + part.length() > LONGEST_JSON) {
                        emitter.fail(new IllegalStateException("The server's answer is longer than " + LONGEST_JSON));
                    } else {
                        body.appendBuffer(part);
                    }
                })
                .endHandler(end -> {
                    read.set(true);
                    if (response.statusCode() != 200) {
                        emitter.fail(RefusedException.of(response));
                        return;
                    }
                    try {
                        emitter.complete(JSON.readTree(body.getBytes()));
                    } catch (IOException e) {
                        emitter.fail(
                                new IllegalStateException("The server answered with something that is not JSON", e));
                    }
                });
    }

    /** Posts JSON and streams the data of the events that come back, until {@code [DONE]} or the end, whichever is first; traced under a context. */
    Multi<String> stream(String url, String authorization, JsonNode body, io.opentelemetry.context.Context trace) {
        return new AbstractMulti<>() {
            @Override
            public void subscribe(MultiSubscriber<? super String> reader) {
                RequestOptions options =
                        options(HttpMethod.POST, url, authorization).putHeader("Content-Type", "application/json");
                telemetry.getPropagators().getTextMapPropagator().inject(trace, options, RequestOptions::putHeader);
                Context context = vertx.getOrCreateContext();
                EventStream events = new EventStream(context, reader);
                reader.onSubscribe(events);
                context.runOnContext(now -> client.request(options)
                        .onSuccess(request -> send(request, Buffer.buffer(body.toString()), events))
                        .onFailure(events::failed));
            }
        };
    }

    private static void send(HttpClientRequest request, Buffer body, EventStream events) {
        if (events.called(request)) {
            request.send(body)
                    .onSuccess(response -> {
                        response.exceptionHandler(events::failed);
                        if (response.statusCode() != 200) {
                            events.failed(RefusedException.of(response));
                        } else if (!String.valueOf(response.getHeader("Content-Type"))
                                .startsWith(EVENTS)) {
                            events.failed(new StrangeAnswerException("no event stream"));
                        } else {
                            events.answered(response);
                        }
                    })
                    .onFailure(events::failed);
        }
    }

    private static RequestOptions options(HttpMethod method, String url, String authorization) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url)
                .putHeader("Accept", "application/json, " + EVENTS);
        if (authorization != null) {
            options.putHeader("Authorization", authorization);
        }
        return options;
    }
}

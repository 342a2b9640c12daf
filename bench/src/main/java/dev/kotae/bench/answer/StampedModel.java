package dev.kotae.bench.answer;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.Closeable;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model server with OpenAI's API whose every token is the {@link System#nanoTime} at which it was written, so that whoever reads it in
 * this JVM knows how long it was under way. Writes at a fixed rate, or as fast as it can; an answer has as many tokens as the request
 * allows.
 */
public final class StampedModel implements Closeable {

    /** Says 50 tokens a second, the first one at once. */
    static final String FIFTY = "stamped-50";

    /** Says 20 tokens a second, the first one at once. */
    static final String TWENTY = "stamped-20";

    /** Says its tokens as fast as they are taken. */
    static final String FAST = "stamped-fast";

    private static final Map<String, Long> PAUSES = Map.of(FIFTY, 20L, TWENTY, 50L, FAST, 0L);
    private static final Pattern STAMP = Pattern.compile("t(\\d{8,})");

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    /** Listens on a free port of the loopback interface. */
    public StampedModel() {
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0).setAcceptBacklog(2048))
                .requestHandler(this::handle)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Its address, with {@code /v1}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.actualPort() + "/v1";
    }

    /** When the token in a piece of text was written; empty where there is none. */
    static OptionalLong stamp(String text) {
        Matcher stamp = STAMP.matcher(text);
        return stamp.find() ? OptionalLong.of(Long.parseLong(stamp.group(1))) : OptionalLong.empty();
    }

    private void handle(HttpServerRequest request) {
        if (request.path().equals("/v1/models")) {
            JsonArray data = new JsonArray();
            PAUSES.keySet()
                    .forEach(id -> data.add(new JsonObject().put("id", id).put("object", "model")));
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(new JsonObject()
                            .put("object", "list")
                            .put("data", data)
                            .encode());
        } else {
            request.bodyHandler(body -> complete(body.toJsonObject(), request.response()));
        }
    }

    private void complete(JsonObject asked, HttpServerResponse response) {
        response.putHeader("Content-Type", "text/event-stream").setChunked(true);
        int tokens = asked.getInteger("max_tokens", 100);
        long pause = PAUSES.get(asked.getString("model"));
        if (pause == 0) {
            burst(asked, response, tokens);
        } else {
            say(asked, response);
            int[] said = {1};
            vertx.setPeriodic(pause, timer -> {
                if (response.closed()) {
                    vertx.cancelTimer(timer);
                } else if (said[0]++ < tokens) {
                    say(asked, response);
                } else {
                    vertx.cancelTimer(timer);
                    end(asked, response);
                }
            });
        }
    }

    private void burst(JsonObject asked, HttpServerResponse response, int left) {
        if (left == 0) {
            end(asked, response);
        } else if (!response.closed()) {
            say(asked, response).onSuccess(written -> burst(asked, response, left - 1));
        }
    }

    private static io.vertx.core.Future<Void> say(JsonObject asked, HttpServerResponse response) {
        return piece(asked, response, new JsonObject().put("content", "t" + System.nanoTime() + " "), null);
    }

    private static void end(JsonObject asked, HttpServerResponse response) {
        piece(asked, response, new JsonObject(), "stop");
        response.end("data: [DONE]\n\n");
    }

    private static io.vertx.core.Future<Void> piece(
            JsonObject asked, HttpServerResponse response, JsonObject delta, String finish) {
        JsonObject choice = new JsonObject().put("index", 0).put("delta", delta).put("finish_reason", finish);
        return response.write("data: "
                + new JsonObject()
                        .put("id", "stamped")
                        .put("object", "chat.completion.chunk")
                        .put("created", 0)
                        .put("model", asked.getString("model"))
                        .put("choices", new JsonArray().add(choice))
                        .encode()
                + "\n\n");
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

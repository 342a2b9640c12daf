package dev.kotae.bench.suite;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A plain connection to the suite's Redis, as an operator has one. Safe for use by several threads. */
public final class RedisConnection implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final io.vertx.redis.client.RedisConnection connection;

    /** Connects to an address {@code redis://host:port}. */
    public RedisConnection(String url) {
        RedisOptions options = new RedisOptions().setConnectionString(url).setMaxWaitingHandlers(1 << 20);
        connection = Redis.createClient(vertx, options)
                .connect()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Sends a command. */
    public CompletableFuture<Response> send(Request request) {
        return connection.send(request).toCompletionStage().toCompletableFuture();
    }

    /** Sends commands together and waits for all answers. */
    public List<Response> all(List<Request> requests) {
        List<CompletableFuture<Response>> answers =
                requests.stream().map(this::send).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public void close() {
        connection.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

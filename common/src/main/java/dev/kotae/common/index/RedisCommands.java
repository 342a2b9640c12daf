package dev.kotae.common.index;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sends raw commands: arguments are text, numbers or bytes, replies as Redis gave them. Never blocks. */
final class RedisCommands {

    /** So many commands travel in one pipeline; more would only fill buffers. */
    private static final int PIPELINE = 256;

    private final Redis redis;

    RedisCommands(Redis redis) {
        this.redis = redis;
    }

    /** Sends one command; the reply is null where Redis said null. */
    Uni<Response> send(Request request) {
        return redis.send(request);
    }

    /** Sends commands in pipelines; the replies stand in the commands' order. Fails if any of them fails. */
    Uni<List<Response>> sendAll(List<Request> requests) {
        if (requests.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        if (requests.size() <= PIPELINE) {
            return redis.batch(requests).onItem().invoke(RedisCommands::requireNoError);
        }
        List<Response> replies = new ArrayList<>(requests.size());
        Uni<List<Response>> chain = Uni.createFrom().item(replies);
        for (int start = 0; start < requests.size(); start += PIPELINE) {
            List<Request> part = requests.subList(start, Math.min(requests.size(), start + PIPELINE));
            chain = chain.chain(() -> redis.batch(part))
                    .onItem()
                    .invoke(RedisCommands::requireNoError)
                    .onItem()
                    .invoke(replies::addAll)
                    .replaceWith(replies);
        }
        return chain;
    }

    static Request command(String name, Object... arguments) {
        Request request = Request.cmd(Command.create(name));
        add(request, List.of(arguments));
        return request;
    }

    static Request script(String script, Collection<String> keys, Object... arguments) {
        Request request = command("EVAL", script, keys.size());
        add(request, keys);
        add(request, List.of(arguments));
        return request;
    }

    static Request add(Request request, Collection<?> arguments) {
        for (Object argument : arguments) {
            if (argument instanceof byte[] bytes) {
                request.arg(Buffer.buffer(bytes));
            } else {
                request.arg(argument.toString());
            }
        }
        return request;
    }

    /** A script that lies beside this class. */
    static String resource(String name) {
        try (InputStream stream = RedisCommands.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The jar lacks " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }

    private static void requireNoError(List<Response> replies) {
        for (Response reply : replies) {
            requireNoError(reply);
        }
    }

    /** A transaction's reply holds its commands' errors as items. */
    private static void requireNoError(Response reply) {
        if (reply == null) {
            return;
        }
        if (reply.type() == ResponseType.ERROR) {
            throw new IllegalStateException("Redis refused a command: " + reply);
        }
        if (reply.type() == ResponseType.MULTI && !reply.isMap()) {
            for (int i = 0; i < reply.size(); i++) {
                Response item = reply.get(i);
                if (item != null && item.type() == ResponseType.ERROR) {
                    throw new IllegalStateException("Redis refused a command: " + item);
                }
            }
        }
    }
}

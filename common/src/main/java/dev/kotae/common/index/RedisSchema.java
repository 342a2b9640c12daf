package dev.kotae.common.index;

import static dev.kotae.common.index.RedisCommands.command;
import static dev.kotae.common.index.RedisCommands.script;

import dev.kotae.common.event.EventJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;

/** Creates the indexes of a generation and names the live one. */
final class RedisSchema {

    private static final String OPEN = RedisCommands.resource("open.lua");
    private static final String SEPARATOR = String.valueOf(RedisKeys.SEPARATOR);

    private final RedisCommands redis;

    RedisSchema(RedisCommands redis) {
        this.redis = redis;
    }

    Uni<Void> open(Generation generation) {
        return create(chunks(generation))
                .chain(() -> create(ledger(generation)))
                .chain(() -> redis.send(command("SADD", RedisKeys.COLLECTIONS, generation.collection())))
                .chain(() -> redis.send(script(
                        OPEN,
                        List.of(RedisKeys.live(generation.collection()), RedisKeys.pinned(generation.collection())),
                        EventJson.write(generation),
                        generation.topicId())))
                .replaceWithVoid();
    }

    private Uni<Void> create(Request request) {
        return redis.send(request)
                .replaceWithVoid()
                .onFailure(RedisSchema::exists)
                .recoverWithNull();
    }

    private static boolean exists(Throwable failure) {
        return failure instanceof ErrorType && failure.getMessage().contains("already exists");
    }

    /** M and EF_CONSTRUCTION are twice and once Redis' defaults (16, 200): recall is bought while writing. */
    private static Request chunks(Generation generation) {
        Request create = command(
                "FT.CREATE", RedisKeys.chunkIndex(generation), "ON", "HASH", "PREFIX", 1, RedisKeys.chunks(generation));
        RedisCommands.add(create, List.of("STOPWORDS", 0, "SCHEMA", "terms", "TEXT", "NOSTEM"));
        for (String tag : List.of("document", "language", "readers", "attributes", "embeddingKey")) {
            RedisCommands.add(create, List.of(tag, "TAG", "SEPARATOR", SEPARATOR, "CASESENSITIVE"));
        }
        return RedisCommands.add(
                create,
                List.of(
                        "vector",
                        "VECTOR",
                        "HNSW",
                        10,
                        "TYPE",
                        "FLOAT32",
                        "DIM",
                        generation.dimension(),
                        "DISTANCE_METRIC",
                        "COSINE",
                        "M",
                        32,
                        "EF_CONSTRUCTION",
                        200));
    }

    private static Request ledger(Generation generation) {
        return command(
                "FT.CREATE",
                RedisKeys.ledgerIndex(generation),
                "ON",
                "HASH",
                "PREFIX",
                1,
                RedisKeys.ledgers(generation),
                "STOPWORDS",
                0,
                "SCHEMA",
                "state",
                "TAG");
    }
}

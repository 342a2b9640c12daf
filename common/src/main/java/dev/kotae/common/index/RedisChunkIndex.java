package dev.kotae.common.index;

import static dev.kotae.common.index.RedisCommands.command;
import static dev.kotae.common.index.RedisCommands.script;

import dev.kotae.common.chunk.Chunk;
import dev.kotae.common.chunk.ChunkId;
import dev.kotae.common.chunk.EmbeddedChunk;
import dev.kotae.common.document.DocumentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The projection in Redis: chunks and ledger entries as hashes, the three steps as scripts that see ids and never texts. */
public final class RedisChunkIndex implements ChunkIndex {

    private static final String FLIP = RedisCommands.resource("flip.lua");
    private static final String SWEEP = RedisCommands.resource("sweep.lua");
    private static final String ADVANCE = RedisCommands.resource("advance.lua");

    /** A transaction stays small, so that readers never wait long for it. */
    private static final int TRANSACTION = 32;

    private final RedisCommands redis;
    private final RedisSchema schema;

    /** Uses the client's connections and leaves them open. */
    public RedisChunkIndex(Redis redis) {
        this.redis = new RedisCommands(redis);
        this.schema = new RedisSchema(this.redis);
    }

    @Override
    public Uni<Void> open(Generation generation) {
        return schema.open(generation);
    }

    @Override
    public Uni<Optional<LedgerEntry>> ledger(Generation generation, DocumentId document) {
        return redis.send(command("HGETALL", RedisKeys.ledger(generation, document.value())))
                .map(RedisReplies::fields)
                .map(fields -> fields.isEmpty()
                        ? Optional.empty()
                        : Optional.of(LedgerJson.read(generation.collection(), fields)));
    }

    @Override
    public Uni<Map<String, float[]>> vectors(Generation generation, Collection<String> embeddingKeys) {
        List<String> wanted = List.copyOf(embeddingKeys);
        List<Request> searches = wanted.stream()
                .map(key -> command(
                        "FT.SEARCH",
                        RedisKeys.chunkIndex(generation),
                        "@embeddingKey:{$key}",
                        "NOCONTENT",
                        "LIMIT",
                        0,
                        1,
                        "PARAMS",
                        2,
                        "key",
                        key,
                        "DIALECT",
                        2))
                .toList();
        return redis.sendAll(searches).chain(replies -> {
            List<String> found = new ArrayList<>();
            List<Request> reads = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                Response results = RedisReplies.complete(replies.get(i)).get("results");
                if (results.size() > 0) {
                    found.add(wanted.get(i));
                    reads.add(command("HGET", results.get(0).get("id").toString(), "vector"));
                }
            }
            return redis.sendAll(reads).map(vectors -> vectors(found, vectors));
        });
    }

    private static Map<String, float[]> vectors(List<String> keys, List<Response> replies) {
        Map<String, float[]> vectors = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            if (replies.get(i) != null) { // swept since the search
                vectors.put(keys.get(i), RedisReplies.vector(RedisReplies.bytes(replies.get(i))));
            }
        }
        return vectors;
    }

    @Override
    public Uni<Collection<ChunkId>> existing(Generation generation, DocumentId document, Collection<ChunkId> chunks) {
        List<ChunkId> asked = List.copyOf(chunks);
        List<Request> requests = asked.stream()
                .map(chunk -> command("EXISTS", RedisKeys.chunk(generation, document.value(), chunk)))
                .toList();
        return redis.sendAll(requests).map(replies -> {
            List<ChunkId> existing = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                if (replies.get(i).toInteger() == 1) {
                    existing.add(asked.get(i));
                }
            }
            return existing;
        });
    }

    /**
     * Each transaction notes the ids and writes the hashes in one: were they apart, a sweep between the two would forget an id
     * whose hash an owner that woke up late then writes, and nobody would ever delete it.
     */
    @Override
    public Uni<Void> stage(Generation generation, DocumentId document, List<EmbeddedChunk> chunks) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (int start = 0; start < chunks.size(); start += TRANSACTION) {
            List<EmbeddedChunk> part = chunks.subList(start, Math.min(chunks.size(), start + TRANSACTION));
            chain = chain.chain(() -> redis.sendAll(transaction(generation, document, part)))
                    .replaceWithVoid();
        }
        return chain;
    }

    private static List<Request> transaction(Generation generation, DocumentId document, List<EmbeddedChunk> chunks) {
        List<Request> requests = new ArrayList<>();
        requests.add(command("MULTI"));
        requests.add(RedisCommands.add(
                command("SADD", RedisKeys.staged(generation, document.value())),
                chunks.stream().map(embedded -> embedded.chunk().id()).toList()));
        chunks.forEach(chunk -> requests.add(write(generation, document, chunk)));
        requests.add(command("EXEC"));
        return requests;
    }

    private static Request write(Generation generation, DocumentId document, EmbeddedChunk embedded) {
        Chunk chunk = embedded.chunk();
        if (embedded.vector().length != generation.dimension()) {
            throw new IllegalArgumentException("A vector of " + embedded.vector().length
                    + " numbers does not fit a generation of " + generation.dimension());
        }
        String separator = String.valueOf(RedisKeys.SEPARATOR);
        List<String> attributes = chunk.attributes().entrySet().stream()
                .map(attribute -> attribute.getKey() + "=" + attribute.getValue())
                .sorted()
                .toList();
        String readers = chunk.readers() == null
                ? RedisKeys.EVERYONE
                : String.join(separator, chunk.readers().stream().sorted().toList());
        return command(
                "HSET",
                RedisKeys.chunk(generation, document.value(), chunk.id()),
                "document",
                document.value(),
                "text",
                chunk.text(),
                "terms",
                String.join(" ", chunk.terms()),
                "language",
                chunk.language(),
                "readers",
                readers,
                "attributes",
                String.join(separator, attributes),
                "embeddingKey",
                chunk.embeddingKey(),
                "vector",
                RedisReplies.bytes(embedded.vector()));
    }

    @Override
    public Uni<FlipOutcome> flip(Generation generation, LedgerEntry entry, Long producerVersion) {
        if (entry.chunks().size() > MAX_CHUNKS) {
            throw new IllegalArgumentException("A document has at most " + MAX_CHUNKS + " chunks");
        }
        String document = entry.document().value();
        Position position = entry.fence().position();
        Request flip = script(
                FLIP,
                List.of(RedisKeys.ledger(generation, document), RedisKeys.staged(generation, document)),
                RedisKeys.chunks(generation, document),
                position.topicId(),
                position.partition(),
                position.offset(),
                producerVersion == null ? "" : producerVersion,
                entry.state(),
                entry.version(),
                LedgerJson.chunks(entry),
                LedgerJson.entry(entry),
                LedgerJson.receipt(entry),
                document,
                highest(entry.fence().highestVersion(), producerVersion));
        return redis.send(flip).map(reply -> outcome(generation, reply));
    }

    private static Object highest(Long stoodFor, Long own) {
        if (stoodFor == null || own == null) {
            return stoodFor == null && own == null ? "" : stoodFor == null ? own : stoodFor;
        }
        return Math.max(stoodFor, own);
    }

    private static FlipOutcome outcome(Generation generation, Response reply) {
        String word = reply.get(0).toString();
        return switch (word) {
            case "FLIPPED" -> new FlipOutcome.Flipped();
            case "MISSING" -> new FlipOutcome.ChunksMissing();
            default -> {
                LedgerEntry current = LedgerJson.read(generation.collection(), RedisReplies.fields(reply.get(1)));
                Fence.Verdict verdict = Fence.Verdict.valueOf(word);
                yield verdict == Fence.Verdict.SAME
                        ? new FlipOutcome.Repeated(current)
                        : new FlipOutcome.Refused(verdict, current);
            }
        };
    }

    @Override
    public Uni<Integer> sweep(Generation generation, DocumentId document) {
        return redis.send(script(
                        SWEEP,
                        List.of(
                                RedisKeys.ledger(generation, document.value()),
                                RedisKeys.staged(generation, document.value())),
                        RedisKeys.chunks(generation, document.value())))
                .map(Response::toInteger);
    }

    @Override
    public Uni<Long> offset(Generation generation, int partition) {
        return redis.send(command("GET", RedisKeys.offset(generation, partition)))
                .map(reply -> reply == null ? 0L : reply.toLong());
    }

    @Override
    public Uni<Boolean> advance(Generation generation, int partition, long from, long to) {
        return redis.send(script(ADVANCE, List.of(RedisKeys.offset(generation, partition)), from, to))
                .map(reply -> reply.toInteger() == 1);
    }
}

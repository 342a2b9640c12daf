package dev.kotae.common.index;

import static dev.kotae.common.index.RedisCommands.command;
import static dev.kotae.common.index.RedisCommands.script;

import dev.kotae.common.document.DocumentId;
import dev.kotae.common.event.EventJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Searches in Redis: both legs in one round trip, then the documents they found in another, each as of one moment. */
public final class RedisChunkSearch implements ChunkSearch {

    private static final String READ = RedisCommands.resource("read.lua");
    private static final int ATTEMPTS = 3;

    private final RedisCommands redis;

    /** Uses the client's connections and leaves them open. */
    public RedisChunkSearch(Redis redis) {
        this.redis = new RedisCommands(redis);
    }

    @Override
    public Uni<List<CollectionState>> collections() {
        return redis.send(command("SMEMBERS", RedisKeys.COLLECTIONS)).chain(reply -> {
            List<String> names = new ArrayList<>();
            reply.forEach(name -> names.add(name.toString()));
            names.sort(null);
            return redis.sendAll(names.stream()
                            .map(name -> command("GET", RedisKeys.live(name)))
                            .toList())
                    .chain(this::states);
        });
    }

    private Uni<List<CollectionState>> states(List<Response> lives) {
        List<Generation> generations = lives.stream()
                .filter(live -> live != null)
                .map(RedisChunkSearch::generation)
                .toList();
        List<Request> counts = new ArrayList<>();
        for (Generation generation : generations) {
            counts.add(count(RedisKeys.ledgerIndex(generation), "@state:{LIVE}"));
            counts.add(count(RedisKeys.chunkIndex(generation), "*"));
        }
        return redis.sendAll(counts).map(replies -> {
            List<CollectionState> states = new ArrayList<>();
            for (int i = 0; i < generations.size(); i++) {
                states.add(new CollectionState(
                        generations.get(i), total(replies.get(2 * i)), total(replies.get(2 * i + 1))));
            }
            return states;
        });
    }

    private static Request count(String index, String query) {
        return command("FT.SEARCH", index, query, "LIMIT", 0, 0, "DIALECT", 2);
    }

    private static long total(Response reply) {
        return RedisReplies.complete(reply).get("total_results").toLong();
    }

    @Override
    public Uni<Optional<Generation>> live(String collection) {
        return redis.send(command("GET", RedisKeys.live(collection)))
                .map(reply -> Optional.ofNullable(reply).map(RedisChunkSearch::generation));
    }

    private static Generation generation(Response reply) {
        try {
            return EventJson.read(RedisReplies.bytes(reply), Generation.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Redis holds an unreadable generation", e);
        }
    }

    @Override
    public Uni<Optional<LedgerEntry>> document(DocumentId document) {
        return live(document.collection()).chain(live -> {
            if (live.isEmpty()) {
                return Uni.createFrom().item(Optional.<LedgerEntry>empty());
            }
            return redis.send(command("HGETALL", RedisKeys.ledger(live.get(), document.value())))
                    .map(RedisReplies::fields)
                    .map(fields -> fields.isEmpty()
                            ? Optional.<LedgerEntry>empty()
                            : Optional.of(LedgerJson.read(document.collection(), fields)));
        });
    }

    @Override
    public Uni<List<Hit>> search(Generation generation, Query query) {
        return attempt(generation, query, 2 * query.limit() + 10, 1);
    }

    private Uni<List<Hit>> attempt(Generation generation, Query query, int fetch, int attempt) {
        List<Request> legs = RedisLegs.requests(generation, query, fetch);
        if (legs.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return redis.sendAll(legs).chain(replies -> {
            Candidates candidates = RedisLegs.candidates(query, replies);
            List<Request> reads = candidates.documents().entrySet().stream()
                    .map(document -> RedisCommands.add(
                            script(
                                    READ,
                                    List.of(RedisKeys.ledger(generation, document.getKey())),
                                    RedisKeys.chunks(generation, document.getKey())),
                            document.getValue()))
                    .toList();
            return redis.sendAll(reads).chain(documents -> {
                Candidates.Proven proven = candidates.prove(generation, documents, query.limit());
                boolean again = proven.thinned() && attempt < ATTEMPTS;
                return again
                        ? attempt(generation, query, Math.min(2 * fetch, 1000), attempt + 1)
                        : Uni.createFrom().item(proven.hits());
            });
        });
    }
}

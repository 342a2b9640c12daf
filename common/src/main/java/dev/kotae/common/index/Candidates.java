package dev.kotae.common.index;

import dev.kotae.common.chunk.ChunkId;
import dev.kotae.common.index.LedgerEntry.Listed;
import io.vertx.mutiny.redis.client.Response;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the legs found and the ledger has yet to confirm.
 *
 * @param cosines per chunk the vector leg's similarity, best first
 * @param scores per chunk the text leg's score, best first
 */
record Candidates(Map<Key, Double> cosines, Map<Key, Double> scores) {

    /** A chunk of a document. */
    record Key(String document, String chunk) {}

    /**
     * The hits that hold.
     *
     * @param hits chunks that their documents list, at most the limit of each leg
     * @param thinned whether a leg lost chunks and fell short of its limit for it
     */
    record Proven(List<Hit> hits, boolean thinned) {}

    /** The found chunks' ids by document, in the order in which {@link #prove} wants the replies. */
    Map<String, Set<String>> documents() {
        Map<String, Set<String>> documents = new LinkedHashMap<>();
        for (Map<Key, Double> leg : List.of(cosines, scores)) {
            leg.keySet().forEach(key -> documents
                    .computeIfAbsent(key.document(), d -> new LinkedHashSet<>())
                    .add(key.chunk()));
        }
        return documents;
    }

    /** Keeps what the ledger lists. */
    Proven prove(Generation generation, List<Response> replies, int limit) {
        Map<Key, Hit> listed = new LinkedHashMap<>();
        for (Response reply : replies) {
            if (reply.size() > 1) {
                LedgerEntry entry = LedgerJson.read(generation.collection(), RedisReplies.fields(reply.get(0)));
                for (int i = 1; i < reply.size(); i++) {
                    Hit hit = hit(generation, entry, reply.get(i));
                    listed.put(new Key(hit.documentId(), hit.chunkId().value()), hit);
                }
            }
        }
        Map<Key, Hit> hits = new LinkedHashMap<>();
        boolean thinned = keep(cosines, listed, limit, hits) | keep(scores, listed, limit, hits);
        return new Proven(List.copyOf(hits.values()), thinned);
    }

    private static boolean keep(Map<Key, Double> leg, Map<Key, Hit> listed, int limit, Map<Key, Hit> hits) {
        List<Key> held =
                leg.keySet().stream().filter(listed::containsKey).limit(limit).toList();
        held.forEach(key -> hits.put(key, listed.get(key)));
        return held.size() < limit && !listed.keySet().containsAll(leg.keySet());
    }

    private Hit hit(Generation generation, LedgerEntry entry, Response chunk) {
        String id = chunk.get(0).toString();
        int ordinal = chunk.get(1).toInteger();
        Listed place = entry.chunks().get(ordinal);
        Key key = new Key(entry.document().value(), id);
        return new Hit(
                generation,
                entry.document().value(),
                entry.version(),
                entry.contentHash(),
                new ChunkId(id),
                ordinal,
                entry.title(),
                entry.url(),
                entry.updatedAt(),
                place.section(),
                place.anchor(),
                chunk.get(3).toString(),
                chunk.get(2).toString(),
                neighbour(entry, ordinal, ordinal - 1, chunk.get(4)),
                neighbour(entry, ordinal, ordinal + 1, chunk.get(5)),
                cosines.getOrDefault(key, Double.NaN),
                scores.getOrDefault(key, 0.0));
    }

    private static String neighbour(LedgerEntry entry, int ordinal, int other, Response text) {
        List<Listed> chunks = entry.chunks();
        boolean same = other >= 0
                && other < chunks.size()
                && chunks.get(other).anchor().equals(chunks.get(ordinal).anchor())
                && chunks.get(other).section().equals(chunks.get(ordinal).section());
        return same ? text.toString() : null;
    }
}

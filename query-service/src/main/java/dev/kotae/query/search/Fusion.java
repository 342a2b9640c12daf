package dev.kotae.query.search;

import dev.kotae.common.embedding.CosineScale;
import dev.kotae.common.index.Hit;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ranks the hits of both legs by a convex combination of their scores (Bruch et al., "An Analysis of Fusion Functions for Hybrid
 * Retrieval", 2022), each brought to 0..1 by bounds that do not depend on the other hits.
 */
final class Fusion {

    /** What a term that stands in few chunks adds to BM25STD; a term in many adds less. */
    private static final double BM25_PER_TERM = 5;

    private final CosineScale cosines;

    /** @param cosines of the embedder whose hits are ranked */
    Fusion(CosineScale cosines) {
        this.cosines = cosines;
    }

    /**
     * The hits, best first.
     *
     * @param vectorWeight 0 to 1; the text leg has the rest
     * @param limit the most of them
     */
    List<RankedHit> rank(Question question, List<Hit> hits, double vectorWeight, int limit) {
        int terms = question.distinctTerms().size();
        Map<Hit, Double> scores = new IdentityHashMap<>();
        hits.forEach(hit -> scores.put(hit, score(hit, terms, vectorWeight)));
        return hits.stream()
                .sorted(Comparator.comparingDouble((Hit hit) -> -scores.get(hit))
                        .thenComparing(hit -> hit.chunkId().value()))
                .limit(limit)
                .map(hit -> new RankedHit(hit, scores.get(hit)))
                .toList();
    }

    private double score(Hit hit, int terms, double vectorWeight) {
        double vector = Double.isNaN(hit.cosine()) ? 0 : cosines.position(hit.cosine());
        double text = terms == 0 ? 0 : clamp(hit.bm25() / (BM25_PER_TERM * terms));
        return vectorWeight * vector + (1 - vectorWeight) * text;
    }

    private static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }
}

package dev.kotae.query.search;

import dev.kotae.common.embedding.CosineScale;

/**
 * Whether a hit says anything about the question, by absolute measures: similarity of meaning, and the share of the question's
 * terms. Never by rank: the best of hits that all miss the question misses it too.
 *
 * @param cosines the embedder's; similarity that suffices alone is among them
 * @param share share of terms that suffices alone
 */
record Evidence(CosineScale cosines, double share) {

    /** So much of the way from what is unrelated to what is evidence, together with half of the terms, suffices too. */
    private static final double TOGETHER = 0.6;

    boolean holds(RankedHit ranked) {
        double similarity = Double.isNaN(ranked.hit().cosine())
                ? cosines.unrelated()
                : ranked.hit().cosine();
        double together = cosines.unrelated() + TOGETHER * (cosines.evidence() - cosines.unrelated());
        return similarity >= cosines.evidence()
                || ranked.share() >= share
                || similarity >= together && ranked.share() >= share / 2;
    }
}

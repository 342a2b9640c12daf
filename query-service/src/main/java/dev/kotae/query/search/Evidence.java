package dev.kotae.query.search;

/**
 * Whether a hit says anything about the question, by absolute measures: similarity of meaning, and the share of the question's
 * terms. Never by rank: the best of hits that all miss the question misses it too.
 *
 * @param cosine similarity that suffices alone
 * @param share share of terms that suffices alone
 */
record Evidence(double cosine, double share) {

    /** Both half-way there suffice together. */
    private static final double TOGETHER = 0.85;

    boolean holds(RankedHit ranked) {
        double similarity =
                Double.isNaN(ranked.hit().cosine()) ? 0 : ranked.hit().cosine();
        return similarity >= cosine
                || ranked.share() >= share
                || similarity >= cosine * TOGETHER && ranked.share() >= share / 2;
    }
}

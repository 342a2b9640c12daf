package dev.kotae.query.search;

import dev.kotae.common.embedding.CosineScale;
import dev.kotae.common.index.Hit;
import dev.kotae.common.text.TextAnalyzer;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether a hit says anything about the question, by absolute measures: similarity of meaning, and the share of the question's
 * terms. Never by rank: the best of hits that all miss the question misses it too.
 *
 * @param analyzer splits chunks into terms as it split the question
 * @param cosines the embedder's; similarity that suffices alone is among them
 * @param share share of terms that suffices alone
 */
record Evidence(TextAnalyzer analyzer, CosineScale cosines, double share) {

    /** So much of the way from what is unrelated to what is evidence, together with half of the terms, suffices too. */
    private static final double TOGETHER = 0.6;

    /** The chunk's words are read only where its meaning does not suffice. */
    boolean holds(Question question, RankedHit ranked) {
        double similarity = Double.isNaN(ranked.hit().cosine())
                ? cosines.unrelated()
                : ranked.hit().cosine();
        if (similarity >= cosines.evidence()) {
            return true;
        }
        double together = cosines.unrelated() + TOGETHER * (cosines.evidence() - cosines.unrelated());
        return share(question.distinctTerms(), ranked.hit()) >= (similarity >= together ? share / 2 : share);
    }

    /** How many of the terms stand in the chunk or the headings above it, 0 to 1. */
    private double share(Set<String> terms, Hit hit) {
        if (terms.isEmpty()) {
            return 0;
        }
        Set<String> found = new HashSet<>(
                analyzer.terms(hit.title() + "\n" + String.join("\n", hit.section()) + "\n" + hit.text()));
        return (double) terms.stream().filter(found::contains).count() / terms.size();
    }
}

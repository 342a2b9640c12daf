package dev.kotae.query.citation;

import dev.kotae.common.text.TextAnalyzer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the sentence of a source that says what an answer's sentence says, by the share of the answer's distinct terms that
 * stand in it. Numbers count as other terms do, so that a wrong number costs support.
 */
public final class Support {

    /** From this share on a marked sentence counts as supported: half of what it says stands in one sentence of the source. */
    static final double SUPPORTED = 0.5;

    /** A citation that the model did not write needs more: it is Kotae that claims it. */
    static final double INFERRED = 0.7;

    private static final int MIN_TERMS_TO_INFER = 3;

    private final TextAnalyzer analyzer;

    /** Compares by the terms of this analyser. */
    public Support(TextAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /**
     * The best supporting span.
     *
     * @param quote a sentence of the source, word for word; null where the source has no prose
     * @param share share of the sentence's distinct terms that stand in the quote, 0 to 1
     * @param terms how many distinct terms the sentence has
     */
    public record Span(String quote, double share, int terms) {

        boolean supports() {
            return share >= SUPPORTED;
        }

        boolean mayBeInferred() {
            return share >= INFERRED && terms >= MIN_TERMS_TO_INFER;
        }
    }

    /** The source's sentence that supports a sentence best. */
    public Span best(String sentence, String source) {
        Set<String> terms = new HashSet<>(analyzer.terms(sentence));
        List<String> candidates = Sentences.prose(source);
        if (candidates.isEmpty()) {
            candidates = Sentences.of(source);
        }
        Span best = new Span(null, -1, terms.size());
        for (String candidate : candidates) {
            Set<String> found = new HashSet<>(analyzer.terms(candidate));
            double share = terms.isEmpty()
                    ? 0
                    : (double) terms.stream().filter(found::contains).count() / terms.size();
            if (share > best.share()) {
                best = new Span(candidate, share, terms.size());
            }
        }
        return best.share() < 0 ? new Span(null, 0, terms.size()) : best;
    }
}

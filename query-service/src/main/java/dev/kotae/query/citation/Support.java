package dev.kotae.query.citation;

import dev.kotae.common.text.TextAnalyzer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the place of a source that says what an answer's sentence says, by the share of the answer's distinct terms that stand in it.
 * A place is one sentence or two in a row; the source's own words are quoted. Numbers count as other terms do, so that a wrong number
 * costs support.
 *
 * <p>Measured against human ratings, with embeddings as the alternative: {@code docs/evaluation.md} has the method and the figures.
 */
public final class Support {

    /** From this share on a sentence counts as supported: the lowest whose balanced accuracy is near the best one. */
    public static final double SUPPORTED = 0.55;

    /** A citation that the model did not write needs more, since it is Kotae that claims it: some precision for some recall. */
    static final double INFERRED = 0.65;

    static final int MIN_TERMS_TO_INFER = 3;

    private final TextAnalyzer analyzer;

    /** Compares by the terms of this analyser. */
    public Support(TextAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /**
     * The best supporting place.
     *
     * @param quote the source's words; null where the source has none
     * @param share share of the sentence's distinct terms that stand in the quote, 0 to 1
     * @param terms how many distinct terms the sentence has
     */
    public record Place(String quote, double share, int terms) {

        /** Whether it supports the sentence. */
        public boolean supports() {
            return share >= SUPPORTED;
        }

        boolean mayBeInferred() {
            return share >= INFERRED && terms >= MIN_TERMS_TO_INFER;
        }
    }

    /** The source's place that supports a sentence best: the sentence itself where it stands there word for word. */
    public Place best(String sentence, String source) {
        Set<String> terms = new HashSet<>(analyzer.terms(sentence));
        int exact = terms.isEmpty() ? -1 : source.indexOf(sentence);
        if (exact >= 0) {
            return new Place(sentence, 1, terms.size());
        }
        List<String> sentences = Sentences.prose(source);
        if (sentences.isEmpty()) {
            sentences = Sentences.of(source);
        }
        Place best = new Place(null, 0, terms.size());
        Set<String> before = Set.of();
        int beforeStart = 0;
        int from = 0;
        for (String candidate : sentences) {
            int start = source.indexOf(candidate, from);
            int end = start + candidate.length();
            Set<String> found = new HashSet<>(analyzer.terms(candidate));
            best = better(best, candidate, share(terms, found, Set.of()), terms.size());
            best = better(best, source.substring(beforeStart, end), share(terms, found, before), terms.size());
            before = found;
            beforeStart = start;
            from = end;
        }
        return best;
    }

    /** The shorter quote stays where the longer one says no more. */
    private static Place better(Place best, String quote, double share, int terms) {
        return best.quote() == null || share > best.share() ? new Place(quote, share, terms) : best;
    }

    private static double share(Set<String> terms, Set<String> found, Set<String> alsoFound) {
        if (terms.isEmpty()) {
            return 0;
        }
        return (double) terms.stream()
                        .filter(term -> found.contains(term) || alsoFound.contains(term))
                        .count()
                / terms.size();
    }
}

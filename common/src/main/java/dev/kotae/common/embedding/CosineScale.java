package dev.kotae.common.embedding;

/**
 * Where a model puts the cosines of questions and passages. Models differ: trained with a low temperature, as most are, they press all
 * similarities into the upper half, each in its own way, so that a number that means much of one means nothing of another.
 *
 * @param unrelated the cosine of a question and a passage that have nothing to do with each other
 * @param same the cosine of texts that say the same
 * @param evidence the cosine from which a passage says something about a question; above 1 = none does by its cosine alone
 */
public record CosineScale(double unrelated, double same, double evidence) {

    /**
     * Refuses a scale that is not in order.
     *
     * @throws IllegalArgumentException unless {@code -1 <= unrelated < same <= 1} and {@code unrelated < evidence}
     */
    public CosineScale {
        if (!(unrelated >= -1 && unrelated < same && same <= 1 && unrelated < evidence)) {
            throw new IllegalArgumentException("An embedder's cosines have to rise from what is unrelated (" + unrelated
                    + ") to evidence (" + evidence + ") and to the same (" + same + "), between -1 and 1");
        }
    }

    /** The same with another threshold of evidence. */
    public CosineScale withEvidence(double threshold) {
        return new CosineScale(unrelated, same, threshold);
    }

    /** Where a cosine lies: 0 = unrelated or less, 1 = the same or more. */
    public double position(double cosine) {
        return Math.max(0, Math.min(1, (cosine - unrelated) / (same - unrelated)));
    }
}

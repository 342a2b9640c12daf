package dev.kotae.eval.statistics;

import java.util.OptionalLong;

/**
 * A candidate against a baseline, question by question, in something that each has or has not. The difference of shares, candidate minus
 * baseline, is the mean of -1, 0 and 1; its interval is a {@link ConfidenceSequence}, so it holds at every look, and what both have in
 * common, easy and hard questions above all, falls out.
 *
 * @param better how often the candidate has it and the baseline not
 * @param same how often both or neither
 * @param worse how often the baseline has it and the candidate not
 */
public record PairedOutcomes(long better, long same, long worse) {

    private static final double FARTHEST = 65_536;
    private static final double ENOUGH = 1.01;

    /**
     * @throws IllegalArgumentException if a count is negative
     */
    public PairedOutcomes {
        if (better < 0 || same < 0 || worse < 0) {
            throw new IllegalArgumentException("Counts are at least 0");
        }
    }

    /** How many questions. */
    public long total() {
        return better + same + worse;
    }

    /** The difference of shares, -1 to 1; 0 without questions. */
    public double difference() {
        return total() == 0 ? 0 : (double) (better - worse) / total();
    }

    /**
     * Where the difference lies.
     *
     * @param alpha the probability of ever being wrong
     */
    public Interval interval(double alpha) {
        double[] counts = counts(1);
        return new Interval(
                difference(ConfidenceSequence.low(counts, alpha)), difference(ConfidenceSequence.high(counts, alpha)));
    }

    /** Whether the candidate is surely not worse by as much as this. */
    public boolean notWorseBy(double margin, double alpha) {
        return interval(alpha).low() > -margin;
    }

    /** Whether the candidate is surely worse by more than this. */
    public boolean worseBy(double margin, double alpha) {
        return interval(alpha).high() < -margin;
    }

    /**
     * About how many more questions it takes until the candidate is surely not worse, if they go on as they did: the smallest factor by
     * which all counts must grow. Empty where it is out of sight.
     */
    public OptionalLong furtherUntilNotWorseBy(double margin, double alpha) {
        if (total() == 0 || difference() <= -margin) {
            return OptionalLong.empty();
        }
        double low = 1;
        double high = 1;
        while (difference(ConfidenceSequence.low(counts(high), alpha)) <= -margin) {
            low = high;
            high *= 2;
            if (high > FARTHEST) {
                return OptionalLong.empty();
            }
        }
        while (high / low > ENOUGH) {
            double middle = (low + high) / 2;
            if (difference(ConfidenceSequence.low(counts(middle), alpha)) > -margin) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return OptionalLong.of((long) Math.ceil((high - 1) * total()));
    }

    /** As stars: worse, same and better are one, three and five. */
    private double[] counts(double factor) {
        return new double[] {factor * worse, 0, factor * same, 0, factor * better};
    }

    private static double difference(double stars) {
        return (stars - 3) / 2;
    }
}

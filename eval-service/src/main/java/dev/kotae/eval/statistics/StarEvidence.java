package dev.kotae.eval.statistics;

/**
 * How strongly ratings speak for one candidate having a greater mean than another, as an e-process: however often one looks, it ever
 * reaches {@code 1 / alpha} with probability at most {@code alpha} if it has not.
 *
 * <p>If A's mean is not above B's there is an {@code m} that is neither below A's nor above B's. For that {@code m} the betting capital
 * against "A's mean is at most m" and the one against "B's mean is at least m" (see {@link ConfidenceSequence}) are both non-negative
 * supermartingales that begin at 1, and so is their product, since each rating moves one of them. Which {@code m} it is nobody knows, so
 * the least product over all is taken. This tests the difference itself, and needs far fewer ratings than two intervals that part.
 */
final class StarEvidence {

    private static final int CELLS = 128;
    private static final double ENOUGH = 3e-5;

    private final double[] counts;
    private final double[] reversed;
    private final double[][] above = new double[CELLS - 1][];
    private final double[][] below = new double[CELLS - 1][];

    /** Of one candidate's ratings. */
    StarEvidence(double[] counts) {
        this.counts = counts;
        this.reversed = ConfidenceSequence.reversed(counts);
        for (int i = 0; i < CELLS - 1; i++) {
            double m = (i + 1.0) / CELLS;
            above[i] = above(m);
            below[i] = below(m);
        }
    }

    /** The logarithm of the e-process for this one against another, were there so many times as many ratings of both. */
    double logOver(StarEvidence other, double factor) {
        if (ConfidenceSequence.total(counts) + ConfidenceSequence.total(other.counts) == 0) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        int best = 0;
        for (int i = 0; i < CELLS - 1; i++) {
            double value = product(above[i], other.below[i], factor);
            if (value < least) {
                least = value;
                best = i;
            }
        }
        double low = Math.max(ENOUGH, (double) best / CELLS);
        double high = Math.min(1 - ENOUGH, (best + 2.0) / CELLS);
        double ratio = (Math.sqrt(5) - 1) / 2;
        while (high - low > ENOUGH) {
            double left = high - ratio * (high - low);
            double right = low + ratio * (high - low);
            double atLeft = product(above(left), other.below(left), factor);
            double atRight = product(above(right), other.below(right), factor);
            least = Math.min(least, Math.min(atLeft, atRight));
            if (atLeft < atRight) {
                high = right;
            } else {
                low = left;
            }
        }
        return least;
    }

    private static double product(double[] above, double[] below, double factor) {
        return ConfidenceSequence.logMean(above, factor) + ConfidenceSequence.logMean(below, factor);
    }

    private double[] above(double m) {
        return ConfidenceSequence.logCapitals(counts, m);
    }

    private double[] below(double m) {
        return ConfidenceSequence.logCapitals(reversed, 1 - m);
    }
}

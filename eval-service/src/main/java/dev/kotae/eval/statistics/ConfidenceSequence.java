package dev.kotae.eval.statistics;

import java.util.Arrays;

/**
 * An interval for the mean of stars that stays right however often one looks: with probability at least {@code 1 - alpha} it
 * holds the true mean at every number of ratings at once.
 *
 * <p>The hedged, diversified betting capital of Waudby-Smith and Ramdas, "Estimating means of bounded random variables by
 * betting", JRSS B 86(1), 2024: with {@code x = (stars - 1) / 4} and a supposed mean {@code m}, the capital
 * {@code K+(m) = (1/J) sum_j prod_i (1 + c_j (x_i / m - 1))} is a non-negative martingale beginning at 1 if {@code m} is the mean,
 * so by Ville's inequality it exceeds {@code 2 / alpha} with probability at most {@code alpha / 2}. It falls in {@code m}: the
 * interval's lower end is where it crosses {@code 2 / alpha}. The upper end is the same of the stars turned round.
 *
 * <p>With fixed bets the product needs only how often each number of stars was given, not their order, so counts from several
 * partitions can be merged. The bets are {@value #BETS} fractions in geometric progression from 0.99 down to 0.00045: between
 * these the best bet is never farther than a factor of 1.23 from one of them.
 */
public final class ConfidenceSequence {

    private static final int BETS = 20;
    private static final double BOLDEST = 0.99;
    private static final double STEP = 1.5;
    private static final double PRECISION = 1e-7;
    private static final int RANGE = StarCounts.MOST - StarCounts.FEWEST;

    private ConfidenceSequence() {}

    /**
     * The interval.
     *
     * @param stars the ratings so far; without any the whole range
     * @param alpha the probability of ever being wrong, between 0 and 1
     * @return ends between 1 and 5
     */
    public static Interval of(StarCounts stars, double alpha) {
        double[] counts = stars.counts().stream().mapToDouble(Long::doubleValue).toArray();
        return new Interval(low(counts, alpha), high(counts, alpha));
    }

    /** The lower end, of counts that may be fractions, as they are where further ratings are only supposed. */
    static double low(double[] counts, double alpha) {
        return StarCounts.FEWEST + RANGE * lowerEnd(counts, threshold(alpha));
    }

    /** The upper end, likewise. */
    static double high(double[] counts, double alpha) {
        return StarCounts.MOST - RANGE * lowerEnd(reversed(counts), threshold(alpha));
    }

    private static double threshold(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be between 0 and 1, not " + alpha);
        }
        return Math.log(2 / alpha);
    }

    private static double lowerEnd(double[] counts, double threshold) {
        double low = 0;
        double high = mean(counts);
        while (high - low > PRECISION) {
            double middle = (low + high) / 2;
            if (logCapital(counts, middle) >= threshold) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The logarithm of K+(m), for m above 0. */
    static double logCapital(double[] counts, double mean) {
        return logMean(logCapitals(counts, mean), 1);
    }

    /** The logarithms of the capitals of all bets. */
    static double[] logCapitals(double[] counts, double mean) {
        double[] logs = new double[BETS];
        double bet = BOLDEST;
        for (int j = 0; j < BETS; j++, bet /= STEP) {
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    logs[j] += counts[i] * Math.log1p(bet * ((double) i / RANGE / mean - 1));
                }
            }
        }
        return logs;
    }

    /** The logarithm of the mean of capitals, were all counts so many times as great. */
    static double logMean(double[] logs, double factor) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            greatest = Math.max(greatest, factor * log);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(factor * log - greatest);
        }
        return greatest + Math.log(sum / logs.length);
    }

    private static double mean(double[] counts) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i] * i / RANGE;
            total += counts[i];
        }
        return total == 0 ? 0 : sum / total;
    }

    static double total(double[] counts) {
        return Arrays.stream(counts).sum();
    }

    static double[] reversed(double[] counts) {
        double[] reversed = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            reversed[i] = counts[counts.length - 1 - i];
        }
        return reversed;
    }
}

package dev.kotae.eval.statistics;

import org.hipparchus.distribution.discrete.BinomialDistribution;

/** Between which ranks of ordered values a quantile lies: ranks of the binomial distribution, the first value's being 1. */
final class OrderRanks {

    /** From this variance on the normal distribution is exact to a fraction of a rank. */
    private static final double MANY = 1000;

    private OrderRanks() {}

    /** The greatest rank that the quantile is below with probability at most {@code alpha / 2}; 0 where there is none. */
    static long low(long total, double share, double alpha) {
        double variance = total * share * (1 - share);
        return variance > MANY
                ? (long) Math.floor(total * share + Normal.quantile(alpha / 2) * Math.sqrt(variance))
                : new BinomialDistribution((int) total, share).inverseCumulativeProbability(alpha / 2);
    }

    /** The smallest rank that it is above with probability at most {@code alpha / 2}; more than {@code total} where there is none. */
    static long high(long total, double share, double alpha) {
        double variance = total * share * (1 - share);
        return 1
                + (variance > MANY
                        ? (long) Math.ceil(total * share + Normal.quantile(1 - alpha / 2) * Math.sqrt(variance))
                        : new BinomialDistribution((int) total, share).inverseCumulativeProbability(1 - alpha / 2));
    }
}

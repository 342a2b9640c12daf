package dev.kotae.eval.statistics;

import org.hipparchus.distribution.continuous.NormalDistribution;

/** The standard normal distribution. */
final class Normal {

    private static final NormalDistribution STANDARD = new NormalDistribution();

    private Normal() {}

    /** Below this value lies so much of the distribution. */
    static double quantile(double probability) {
        return STANDARD.inverseCumulativeProbability(probability);
    }
}

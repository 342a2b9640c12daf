package dev.kotae.bench.measure;

import java.util.Arrays;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Measured values of one kind. Intervals are those of the percentile bootstrap (Efron and Tibshirani, An Introduction to the
 * Bootstrap, chapter 13) with a fixed seed, so that the same values give the same interval. They say how much the values scatter within
 * this run, nothing about another machine or day.
 */
public final class Samples {

    private static final int RESAMPLES = 2000;
    private static final long SEED = 20_261_125;
    private static final double TAIL = 0.025;

    private final double[] sorted;

    private Samples(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("there are no values");
        }
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    /** Of these values, at least one. */
    public static Samples of(double... values) {
        return new Samples(values);
    }

    /** Of these values, at least one. */
    public static Samples of(Collection<Double> values) {
        return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The same values in another unit. */
    public Samples scaled(double factor) {
        return new Samples(Arrays.stream(sorted).map(value -> value * factor).toArray());
    }

    /** How many there are. */
    public int count() {
        return sorted.length;
    }

    /** The middle value, or the mean of the two in the middle. */
    public Interval median() {
        return bootstrap(Samples::median);
    }

    /**
     * The smallest value that is not exceeded by a share of the values (nearest rank: a value that was measured, never one in between).
     *
     * @param share above 0, at most 1
     */
    public Interval quantile(double share) {
        return bootstrap(values -> quantile(values, share));
    }

    /** The sum of the values by their number. */
    public Interval mean() {
        return bootstrap(values -> Arrays.stream(values).average().orElseThrow());
    }

    private Interval bootstrap(ToDoubleFunction<double[]> statistic) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] estimates = new double[RESAMPLES];
        double[] drawn = new double[sorted.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < drawn.length; j++) {
                drawn[j] = sorted[random.nextInt(sorted.length)];
            }
            Arrays.sort(drawn);
            estimates[i] = statistic.applyAsDouble(drawn);
        }
        Arrays.sort(estimates);
        return new Interval(statistic.applyAsDouble(sorted), quantile(estimates, TAIL), quantile(estimates, 1 - TAIL));
    }

    private static double median(double[] values) {
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static double quantile(double[] values, double share) {
        return values[Math.max(0, (int) Math.ceil(share * values.length) - 1)];
    }
}

package dev.kotae.eval.statistics;

import java.util.Map;

/**
 * Where a quantile of durations may lie, whatever their distribution: between those of the ordered durations that enclose it with the
 * level asked for by the binomial distribution (David and Nagaraja, "Order Statistics", 2003, section 7.1), as exact as their buckets
 * ({@link LatencySketch}). For one look, not for every.
 *
 * @param low milliseconds, or null where there are too few durations to say
 * @param high milliseconds, or null likewise
 */
public record QuantileInterval(Double low, Double high) {

    /**
     * The interval.
     *
     * @param counts how many durations are in each bucket of a {@link LatencySketch}
     * @param share which quantile, between 0 and 1
     * @param alpha one minus the level, between 0 and 1
     */
    public static QuantileInterval of(LatencyCounts counts, double share, double alpha) {
        Map<Integer, Long> sorted = counts.byBucket();
        long total = counts.total();
        if (total == 0) {
            return new QuantileInterval(null, null);
        }
        long low = OrderRanks.low(total, share, alpha);
        long high = OrderRanks.high(total, share, alpha);
        return new QuantileInterval(low < 1 ? null : value(sorted, low), high > total ? null : value(sorted, high));
    }

    private static double value(Map<Integer, Long> sorted, long rank) {
        long before = 0;
        for (Map.Entry<Integer, Long> bucket : sorted.entrySet()) {
            before += bucket.getValue();
            if (before >= rank) {
                return LatencySketch.value(bucket.getKey());
            }
        }
        throw new IllegalArgumentException("There is no rank " + rank);
    }
}

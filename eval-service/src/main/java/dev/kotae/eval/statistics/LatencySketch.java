package dev.kotae.eval.statistics;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.store.Store;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.util.Map;
import java.util.Optional;

/**
 * Percentiles of durations from counts per bucket: a DDSketch (Masson, Rim and Lee, VLDB 2019) whose buckets are kept elsewhere.
 * Counts of the same bucket add up, so sketches of days, partitions and models merge without loss; a percentile is within
 * 1 % of the exact one.
 */
public final class LatencySketch {

    /** The relative error. Another one would give the buckets other meanings: it is part of what is stored. */
    public static final double ACCURACY = 0.01;

    /** Durations below are counted as this: a microsecond. */
    private static final double SHORTEST_MILLIS = 0.001;

    private static final IndexMapping MAPPING = new LogarithmicMapping(ACCURACY);

    private LatencySketch() {}

    /**
     * The bucket of a duration.
     *
     * @param millis at least 0, finite
     */
    public static int bucket(double millis) {
        return MAPPING.index(Math.max(millis, SHORTEST_MILLIS));
    }

    /** The percentiles; empty where there are no durations. */
    public static Optional<Percentiles> percentiles(LatencyCounts counts) {
        return percentiles(counts.byBucket());
    }

    /** A duration in milliseconds that is within 1 % of every one in the bucket. */
    public static double value(int bucket) {
        return MAPPING.value(bucket);
    }

    /**
     * The percentiles.
     *
     * @param counts how many durations are in each bucket
     * @return empty where there are none
     */
    public static Optional<Percentiles> percentiles(Map<Integer, Long> counts) {
        Store store = new UnboundedSizeDenseStore();
        counts.forEach((bucket, count) -> store.add(bucket, count.doubleValue()));
        if (store.isEmpty()) {
            return Optional.empty();
        }
        double[] values = DDSketch.of(MAPPING, new UnboundedSizeDenseStore(), store, 0)
                .getValuesAtQuantiles(new double[] {0.5, 0.95, 0.99});
        return Optional.of(new Percentiles(values[0], values[1], values[2]));
    }

    /**
     * Durations in milliseconds that so many percent do not exceed.
     *
     * @param p50 the median
     * @param p95 95 %
     * @param p99 99 %
     */
    public record Percentiles(double p50, double p95, double p99) {}
}

package dev.kotae.eval.statistics;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many durations are in each bucket of a {@link LatencySketch}: all that percentiles and their intervals need. Immutable; two
 * arrays in place of a map, since a service holds one for every slice and part.
 */
public final class LatencyCounts {

    /** No durations. */
    public static final LatencyCounts NONE = new LatencyCounts(new int[0], new long[0]);

    private final int[] buckets;
    private final long[] counts;

    private LatencyCounts(int[] buckets, long[] counts) {
        this.buckets = buckets;
        this.counts = counts;
    }

    /** Counts by bucket number; those of 0 are left out. */
    public static LatencyCounts of(Map<Integer, Long> byBucket) {
        int[] buckets = byBucket.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .mapToInt(Map.Entry::getKey)
                .sorted()
                .toArray();
        return buckets.length == 0
                ? NONE
                : new LatencyCounts(
                        buckets, Arrays.stream(buckets).mapToLong(byBucket::get).toArray());
    }

    /** All together. */
    public static LatencyCounts sum(Collection<LatencyCounts> all) {
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (LatencyCounts some : all) {
            if (!some.isEmpty()) {
                low = Math.min(low, some.buckets[0]);
                high = Math.max(high, some.buckets[some.buckets.length - 1]);
            }
        }
        if (low > high) {
            return NONE;
        }
        long[] dense = new long[high - low + 1];
        for (LatencyCounts some : all) {
            for (int i = 0; i < some.buckets.length; i++) {
                dense[some.buckets[i] - low] += some.counts[i];
            }
        }
        int filled = (int) Arrays.stream(dense).filter(count -> count != 0).count();
        int[] buckets = new int[filled];
        long[] counts = new long[filled];
        int next = 0;
        for (int i = 0; i < dense.length; i++) {
            if (dense[i] != 0) {
                buckets[next] = low + i;
                counts[next++] = dense[i];
            }
        }
        return new LatencyCounts(buckets, counts);
    }

    /** How many durations. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /** Whether there is no duration. */
    public boolean isEmpty() {
        return buckets.length == 0;
    }

    /** By bucket number, in its order. */
    public Map<Integer, Long> byBucket() {
        Map<Integer, Long> map = new TreeMap<>();
        for (int i = 0; i < buckets.length; i++) {
            map.put(buckets[i], counts[i]);
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencyCounts that
                && Arrays.equals(buckets, that.buckets)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(buckets) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return byBucket().toString();
    }
}

package dev.kotae.eval.statistics;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often each number of stars was given: all that the mean, its interval and the distribution need.
 *
 * @param counts five numbers of at least 0, for one star to five
 */
public record StarCounts(List<Long> counts) {

    /** The fewest stars. */
    public static final int FEWEST = 1;

    /** The most stars. */
    public static final int MOST = 5;

    /** No ratings. */
    public static final StarCounts NONE = new StarCounts(List.of(0L, 0L, 0L, 0L, 0L));

    /**
     * @throws IllegalArgumentException unless there are five numbers of at least 0
     */
    public StarCounts {
        counts = List.copyOf(counts);
        if (counts.size() != MOST || Collections.min(counts) < 0) {
            throw new IllegalArgumentException("Five counts of at least 0 are needed, not " + counts);
        }
    }

    /** Counts for one star to five. */
    public static StarCounts of(long one, long two, long three, long four, long five) {
        return new StarCounts(List.of(one, two, three, four, five));
    }

    /** How many ratings. */
    public long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** The mean, 1 to 5; NaN without ratings. */
    public double mean() {
        double sum = 0;
        for (int stars = FEWEST; stars <= MOST; stars++) {
            sum += (double) stars * counts.get(stars - 1);
        }
        return sum / total();
    }

    /** Both together. */
    public StarCounts plus(StarCounts other) {
        return new StarCounts(IntStream.range(0, MOST)
                .mapToObj(i -> counts.get(i) + other.counts.get(i))
                .toList());
    }
}

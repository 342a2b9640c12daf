package dev.kotae.eval.statistics;

/**
 * Where a value may lie.
 *
 * @param low the least
 * @param high the greatest, not below {@code low}
 */
public record Interval(double low, double high) {

    /** Whether the value lies in it, ends included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}

package dev.kotae.bench.measure;

/**
 * An estimate and the 95 % interval around it.
 *
 * @param value the estimate
 * @param low the interval's lower end
 * @param high the interval's upper end
 */
public record Interval(double value, double low, double high) {}

package dev.kotae.bench.ingest;

/** How alike two vectors are, whatever their lengths. */
final class Cosine {

    /** Vectors of one text that differ by more than rounding are less alike than this. */
    static final double SAME = 0.9999;

    private Cosine() {}

    /** From -1 to 1; 0 where a vector is missing. */
    static double of(float[] one, float[] other) {
        if (one == null || other == null || one.length != other.length) {
            return 0;
        }
        double dot = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            dot += (double) one[i] * other[i];
            ones += (double) one[i] * one[i];
            others += (double) other[i] * other[i];
        }
        return dot / Math.sqrt(ones * others);
    }
}

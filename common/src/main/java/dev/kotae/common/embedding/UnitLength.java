package dev.kotae.common.embedding;

/** Scales vectors, so that their dot product is their cosine. */
final class UnitLength {

    private UnitLength() {}

    /** The vector itself, scaled; a vector of zeros has no direction and becomes not-a-number. */
    static float[] of(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }
}

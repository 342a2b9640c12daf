package dev.kotae.common.embedding;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** What tests do with vectors. */
final class Vectors {

    private Vectors() {}

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }

    static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}

package dev.kotae.common.embedding;

import io.smallrye.mutiny.Uni;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Embeds by words alone, at once: a fake that keeps the port's promises. */
final class WordEmbedder implements Embedder {

    final AtomicInteger calls = new AtomicInteger();

    @Override
    public String id() {
        return "words-1";
    }

    @Override
    public int dimension() {
        return 16;
    }

    @Override
    public int maxTokens() {
        return 64;
    }

    @Override
    public Set<String> languages() {
        return Set.of();
    }

    @Override
    public CosineScale cosines() {
        return new CosineScale(0, 1, 0.5);
    }

    @Override
    public int countTokens(String text) {
        return 2 + (text.isBlank() ? 0 : text.strip().split("\\s+").length);
    }

    @Override
    public Uni<float[]> embed(String text, Purpose purpose) {
        return Uni.createFrom().item(() -> {
            calls.incrementAndGet();
            if (countTokens(text) > maxTokens()) {
                throw new IllegalArgumentException("more than " + maxTokens() + " tokens");
            }
            float[] vector = new float[dimension()];
            vector[purpose.ordinal()] = 1;
            for (String word : text.split("\\s+")) {
                Random random = new Random(word.hashCode());
                for (int i = 0; i < vector.length; i++) {
                    vector[i] += (float) random.nextGaussian();
                }
            }
            double length = Math.sqrt(Vectors.cosine(vector, vector));
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= (float) length;
            }
            return vector;
        });
    }
}

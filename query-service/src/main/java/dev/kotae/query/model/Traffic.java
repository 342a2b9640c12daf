package dev.kotae.query.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Shares questions that name no model among models by weight. A user always gets the same model while the weights stay; where a model is
 * added, taken away or weighed anew, no more users move than must: weighted rendezvous hashing, the highest {@code -weight / ln(hash)}
 * wins.
 */
final class Traffic {

    private Traffic() {}

    /** The user's model among those with a weight above 0; empty if none has one. */
    static Optional<ModelCard> choose(Collection<ModelCard> models, String user) {
        return models.stream()
                .filter(model -> model.weight() > 0)
                .max(Comparator.comparingDouble((ModelCard model) -> -model.weight() / Math.log(hash(user, model.id())))
                        .thenComparing(ModelCard::id));
    }

    /** Evenly spread over ]0, 1[. */
    private static double hash(String user, String model) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((user + "\n" + model).getBytes(StandardCharsets.UTF_8));
            long bits = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                bits = bits << Byte.SIZE | digest[i] & 0xff;
            }
            return ((bits >>> 11) + 0.5) / (1L << 53);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.kotae.query.model;

import java.time.Duration;
import java.util.List;

/**
 * A model of a provider and how it is called.
 *
 * @param card what is known of it
 * @param patience how long a call is waited for
 * @param attempts how often it is called for one answer at most
 * @param maxCharacters the most characters of an answer
 * @param maxConcurrent how many answers are written at a time
 * @param maxWaiting how many more may wait
 * @param fallback who answers in its place
 */
record ModelSpec(
        ModelCard card,
        Patience patience,
        int attempts,
        int maxCharacters,
        int maxConcurrent,
        int maxWaiting,
        List<String> fallback) {

    ModelSpec {
        fallback = List.copyOf(fallback);
    }

    /** The spec of a model as the settings have it. */
    static ModelSpec of(String id, String provider, String name, Integer listedContext, Settings settings) {
        CatalogueConfig all = settings.catalogue();
        ModelDetails own = settings.details(id, provider);
        return new ModelSpec(
                own.card(id, provider, name, listedContext, all.maxTokens()),
                new Patience(
                        own.firstToken().orElse(all.firstTokenTimeout()),
                        own.idle().orElse(all.idleTimeout()),
                        own.total().orElse(all.totalTimeout())),
                all.attempts(),
                all.maxCharacters(),
                own.maxConcurrent().orElse(all.maxConcurrent()),
                all.maxWaiting(),
                own.fallback().orElse(all.fallback().orElse(List.of())).stream()
                        .filter(other -> !other.equals(id))
                        .toList());
    }

    Duration firstToken() {
        return patience.first();
    }
}

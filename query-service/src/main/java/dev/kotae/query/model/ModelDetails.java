package dev.kotae.query.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is configured of one model, or nothing. */
record ModelDetails(Optional<ModelConfig.Model> config) {

    private static final Map<String, String> DEFAULTS = Map.of("temperature", "0");
    private static final String MAX_TOKENS = "max_tokens";
    private static final String NEWER_MAX_TOKENS = "max_completion_tokens";

    ModelCard card(String id, String provider, String name, Integer listedContext, int maxTokens) {
        return new ModelCard(
                id,
                provider,
                name,
                config.flatMap(ModelConfig.Model::displayName).orElse(id),
                config.flatMap(ModelConfig.Model::revision).orElse(null),
                config.filter(it -> it.contextLength().isPresent())
                        .map(it -> it.contextLength().getAsInt())
                        .orElse(listedContext),
                config.flatMap(ModelConfig.Model::languages).orElse(List.of()),
                config.flatMap(ModelConfig.Model::tags).orElse(List.of()),
                config.flatMap(ModelConfig.Model::price)
                        .map(price -> new Price(
                                price.input().orElse(0), price.output().orElse(0), price.currency()))
                        .orElse(null),
                parameters(maxTokens),
                config.flatMap(ModelConfig.Model::quotesBy).orElse(null),
                weight());
    }

    /** The card of the built-in model, which takes no parameters. */
    ModelCard builtIn(Model model) {
        ModelCard card = card(model.id(), model.provider(), model.id(), null, 0);
        return new ModelCard(
                card.id(),
                card.provider(),
                card.name(),
                card.displayName(),
                model.revision(),
                null,
                card.languages().isEmpty() ? List.of("en", "ja") : card.languages(),
                card.tags(),
                card.price(),
                Map.of(),
                null,
                card.weight());
    }

    /** The defaults, unless the model has its own or leaves one out. */
    private Map<String, String> parameters(int maxTokens) {
        Map<String, String> own = config.map(ModelConfig.Model::parameters).orElse(Map.of());
        Map<String, String> all = new TreeMap<>(DEFAULTS);
        if (!own.containsKey(NEWER_MAX_TOKENS)) {
            all.put(MAX_TOKENS, Integer.toString(maxTokens));
        }
        all.putAll(own);
        all.values().removeIf("null"::equals);
        return all;
    }

    double weight() {
        return config.map(ModelConfig.Model::weight).orElse(0.0);
    }

    Optional<List<String>> fallback() {
        return config.flatMap(ModelConfig.Model::fallback);
    }

    Optional<Duration> firstToken() {
        return config.flatMap(ModelConfig.Model::firstTokenTimeout);
    }

    Optional<Duration> idle() {
        return config.flatMap(ModelConfig.Model::idleTimeout);
    }

    Optional<Duration> total() {
        return config.flatMap(ModelConfig.Model::totalTimeout);
    }

    Optional<Integer> maxConcurrent() {
        return config.filter(it -> it.maxConcurrent().isPresent())
                .map(it -> it.maxConcurrent().getAsInt());
    }
}

package dev.kotae.query.openai;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a client writes in {@code model}: a model's id, and behind the last {@code @} the collections to search, by commas. A front
 * end that can choose a model can so choose a collection.
 *
 * @param model the model's id; null for the default model
 * @param collections which to search; empty = all
 */
record ModelName(String model, List<String> collections) {

    private static final char SEPARATOR = '@';

    ModelName {
        collections = List.copyOf(collections);
    }

    /**
     * Reads a name.
     *
     * @param name as the client wrote it, or null
     * @param isModel tells ids of models: one that has an {@code @} itself is taken whole
     */
    static ModelName of(String name, Predicate<String> isModel) {
        int at = name == null ? -1 : name.lastIndexOf(SEPARATOR);
        if (at < 0 || isModel.test(name)) {
            return new ModelName(name, List.of());
        }
        List<String> collections = Arrays.stream(name.substring(at + 1).split(","))
                .map(String::strip)
                .filter(collection -> !collection.isEmpty())
                .toList();
        return new ModelName(at == 0 ? null : name.substring(0, at), collections);
    }

    /** The name of a model that searches one collection only. */
    static String of(String model, String collection) {
        return model + SEPARATOR + collection;
    }
}

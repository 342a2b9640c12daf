package dev.kotae.query.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a model.
 *
 * @param id what users call it; unique in the catalogue
 * @param provider who serves it
 * @param name what its provider calls it
 * @param displayName what people read
 * @param revision which weights or version, or null where not told
 * @param contextLength tokens that it reads and writes together, or null where not told
 * @param languages ISO 639-1 codes of the languages it is good at
 * @param tags words to find it by
 * @param price what it costs, or null where not told
 * @param parameters what is sent with each call, as JSON texts by name
 * @param quotesBy the field of a call that holds it to quotes by a grammar, or null where it answers with prose
 * @param weight its share, beside others' weights, of the questions that name no model
 */
public record ModelCard(
        String id,
        String provider,
        String name,
        String displayName,
        String revision,
        Integer contextLength,
        List<String> languages,
        List<String> tags,
        Price price,
        Map<String, String> parameters,
        String quotesBy,
        double weight) {

    public ModelCard {
        languages = List.copyOf(languages);
        tags = List.copyOf(tags);
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
}

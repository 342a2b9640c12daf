package dev.kotae.common.chunk;

import dev.kotae.common.document.ContentHash;
import dev.kotae.common.document.DocumentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Identity of a chunk: a hash of the document id, the embedding key, every other stored field, and the occurrence among equal
 * chunks of the document. So an unchanged chunk keeps its id wherever it moves, and any stored difference makes another id.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record ChunkId(String value) {

    /**
     * The identity of a chunk from all that is stored with it.
     *
     * @param document the document it belongs to
     * @param embeddingKey see {@link #embeddingKey}
     * @param text the stored text
     * @param terms the analysed terms, in order
     * @param language the stored language
     * @param readers the groups, in any order; null = everyone
     * @param attributes the attributes
     * @param occurrence 0 for the first of several chunks of the document that are equal in all the above, then 1, 2, …
     */
    public static ChunkId of(
            DocumentId document,
            String embeddingKey,
            String text,
            List<String> terms,
            String language,
            List<String> readers,
            Map<String, String> attributes,
            int occurrence) {
        List<String> fields = new ArrayList<>();
        fields.add(document.collection());
        fields.add(document.value());
        fields.add(embeddingKey);
        fields.add(text);
        fields.add(String.join(" ", terms));
        fields.add(language);
        fields.add(
                readers == null
                        ? null
                        : ContentHash.ofFields(new TreeSet<>(readers)).hex());
        new TreeMap<>(attributes).forEach((name, value) -> {
            fields.add(name);
            fields.add(value);
        });
        fields.add(Integer.toString(occurrence));
        return new ChunkId(ContentHash.ofFields(fields).name());
    }

    /**
     * Names a vector: the same embedder on the same text gives the same vector, so what has this key need not be embedded
     * again.
     *
     * @param embedder the embedder's id, which changes with its model, dimension or prefix
     * @param embeddedText the text that the embedder reads
     * @return 32 lower-case hexadecimal digits
     */
    public static String embeddingKey(String embedder, String embeddedText) {
        return ContentHash.ofFields(List.of(embedder, embeddedText)).name();
    }

    @Override
    public String toString() {
        return value;
    }
}

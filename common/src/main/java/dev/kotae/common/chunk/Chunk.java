package dev.kotae.common.chunk;

import java.util.List;
import java.util.Map;

/**
 * A piece of a document as it is stored and searched. Where it stands in the document, its title and its section are in the
 * ledger alone, so that moving a chunk or renaming a document changes no chunk.
 *
 * @param id the chunk's identity, see {@link ChunkId}
 * @param embeddingKey names the vector: see {@link ChunkId#embeddingKey}
 * @param embeddedText what the embedder reads: the heading of the section, then the text; at most the embedder's token limit
 * @param text what is shown and cited, word for word from the document
 * @param terms the analysed terms of {@code embeddedText}, in order, for the full-text leg
 * @param language ISO 639-1 code in lower case, or {@code und}
 * @param readers groups that may see it; null = everyone, empty = nobody
 * @param attributes names and values to filter by
 */
public record Chunk(
        ChunkId id,
        String embeddingKey,
        String embeddedText,
        String text,
        List<String> terms,
        String language,
        List<String> readers,
        Map<String, String> attributes) {

    public Chunk {
        terms = List.copyOf(terms);
        readers = readers == null ? null : List.copyOf(readers);
        attributes = Map.copyOf(attributes);
    }
}

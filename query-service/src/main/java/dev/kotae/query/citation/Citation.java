package dev.kotae.query.citation;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Where a sentence of an answer comes from.
 *
 * @param marker the number in the text
 * @param collection the collection
 * @param documentId the document
 * @param version the version that was read
 * @param title the document's title
 * @param url the source's address with the section's fragment, or null
 * @param section the headings above the chunk, outermost first, joined by {@code " > "}
 * @param quote the span that supports the sentence, word for word; null where none does
 * @param supported whether it does
 * @param inferred whether Kotae added the citation to a sentence without a marker
 * @param chunkId the chunk
 * @param contentHash the hash of the version that was read
 */
public record Citation(
        int marker,
        String collection,
        String documentId,
        long version,
        String title,
        String url,
        String section,
        String quote,
        boolean supported,
        boolean inferred,
        String chunkId,
        @JsonIgnore String contentHash) {}

package dev.kotae.common.index;

import dev.kotae.common.chunk.ChunkId;
import java.time.Instant;
import java.util.List;

/**
 * A chunk that a search found, with its document as the ledger had it at that moment.
 *
 * @param generation the generation it was found in
 * @param documentId the document's id
 * @param version the document's version
 * @param contentHash the hash of that version
 * @param chunkId the chunk
 * @param ordinal the chunk's place in the document, from 0
 * @param title the document's title
 * @param url where the source is, or null
 * @param updatedAt when the source changed, or null
 * @param section the headings above the chunk, outermost first
 * @param anchor the section's fragment, or empty
 * @param language the chunk's language
 * @param text the chunk's text
 * @param before the text of the chunk before it in the same section, or null
 * @param after the text of the chunk after it in the same section, or null
 * @param cosine similarity of question and chunk, -1 to 1, where the vector leg found it, else NaN
 * @param bm25 Redis' BM25STD score, from 0, where the text leg found it, else 0
 */
public record Hit(
        Generation generation,
        String documentId,
        long version,
        String contentHash,
        ChunkId chunkId,
        int ordinal,
        String title,
        String url,
        Instant updatedAt,
        List<String> section,
        String anchor,
        String language,
        String text,
        String before,
        String after,
        double cosine,
        double bm25) {}

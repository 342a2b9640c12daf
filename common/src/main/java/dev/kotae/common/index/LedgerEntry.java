package dev.kotae.common.index;

import dev.kotae.common.chunk.ChunkId;
import dev.kotae.common.document.DocumentId;
import dev.kotae.common.event.Receipt;
import java.time.Instant;
import java.util.List;

/**
 * What is live of a document in one generation. A deleted document keeps its entry, so that a late change cannot revive it.
 *
 * @param document the document
 * @param state live or deleted
 * @param fence which change this is
 * @param version the version to show: the producer's where that change had one, else its offset
 * @param contentHash SHA-256 of the document's bytes, hexadecimal; null where deleted
 * @param title the title; null where deleted
 * @param url where the source is, or null
 * @param language the document's language; null where deleted
 * @param contentType the media type; null where deleted
 * @param updatedAt when the source changed, or null
 * @param chunks its chunks in the document's order; empty where deleted
 * @param receipt what was said of the change
 */
public record LedgerEntry(
        DocumentId document,
        State state,
        Fence fence,
        long version,
        String contentHash,
        String title,
        String url,
        String language,
        String contentType,
        Instant updatedAt,
        List<Listed> chunks,
        Receipt receipt) {

    public LedgerEntry {
        chunks = List.copyOf(chunks);
    }

    /** Whether the document is there. */
    public enum State {
        /** It can be found. */
        LIVE,
        /** It is gone. */
        DELETED
    }

    /**
     * A chunk in its place.
     *
     * @param id the chunk
     * @param section the headings above it, outermost first; empty before the first heading
     * @param anchor the fragment of the section's address, without {@code #}; empty before the first heading
     */
    public record Listed(ChunkId id, List<String> section, String anchor) {
        public Listed {
            section = List.copyOf(section);
        }
    }
}

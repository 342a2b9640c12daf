package dev.kotae.common.document;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a content owner did to one document: gave it a new content, or deleted it. */
public sealed interface DocumentChange {

    /** The document that is changed. */
    DocumentId id();

    /** The producer's own monotonic version of this document, or null where the producer has none. */
    Long version();

    /**
     * The document's new content, which replaces the old one whole.
     *
     * @param id the document
     * @param version the producer's version, or null
     * @param title the title to show, or null: taken from the content
     * @param url where a reader finds the source, or null
     * @param language an ISO 639-1 code in lower case, or null: found out from the content
     * @param contentType a media type in lower case without parameters, such as {@code text/markdown}
     * @param content the document's own bytes; UTF-8 where the type is text
     * @param updatedAt when the source changed, or null
     * @param readers the groups that may see it; null = everyone, empty = nobody
     * @param attributes names and values to filter by, never null
     */
    record Upsert(
            DocumentId id,
            Long version,
            String title,
            String url,
            String language,
            String contentType,
            byte[] content,
            Instant updatedAt,
            List<String> readers,
            Map<String, String> attributes)
            implements DocumentChange {

        public Upsert {
            requireNotNegative(version);
            readers = readers == null ? null : List.copyOf(readers);
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * The document is gone.
     *
     * @param id the document
     * @param version the producer's version, or null
     */
    record Delete(DocumentId id, Long version) implements DocumentChange {
        public Delete {
            requireNotNegative(version);
        }
    }

    private static void requireNotNegative(Long version) {
        if (version != null && version < 0) {
            throw new IllegalArgumentException("A document's version must not be negative");
        }
    }
}

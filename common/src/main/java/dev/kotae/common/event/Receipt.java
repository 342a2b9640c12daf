package dev.kotae.common.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * What became of one change. The first receipt for an offset counts; a change that is read again repeats it.
 *
 * @param schema the schema's number, {@value #SCHEMA}
 * @param collection the collection
 * @param documentId the document's id, or null where the record's key cannot be one
 * @param topicId Kafka's id of the topic, as {@code Uuid.toString} writes it
 * @param partition the record's partition
 * @param offset the record's offset
 * @param version the document's version: the producer's where it gave one, else the offset
 * @param outcome what became of the change
 * @param reason a fixed code where rejected, else null
 * @param message what was wrong and what to do, where rejected, else null; never holds document text
 * @param contentHash SHA-256 of the document's bytes, hexadecimal, where known
 * @param chunks how many chunks the document has now, where applied or unchanged
 * @param embedded how many of them had to be embedded for this change
 * @param generation the generation that holds them
 * @param at when it was decided
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(
        int schema,
        String collection,
        String documentId,
        String topicId,
        int partition,
        long offset,
        Long version,
        Outcome outcome,
        String reason,
        String message,
        String contentHash,
        Integer chunks,
        Integer embedded,
        String generation,
        Instant at) {

    /** The schema that this record writes. */
    public static final int SCHEMA = 1;

    /** The record's key on Kafka. */
    public String key() {
        return collection + "/" + (documentId == null ? "" : documentId);
    }

    /** What can become of a change. */
    public enum Outcome {
        /** It is live: searchable, or gone where it was a delete. */
        APPLIED,
        /** The document was so already. */
        UNCHANGED,
        /** A newer change to the same document came before it took effect. */
        SUPERSEDED,
        /** It can never work and is among the dead letters. */
        REJECTED;

        /** The name in JSON, lower case. */
        @JsonValue
        public String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

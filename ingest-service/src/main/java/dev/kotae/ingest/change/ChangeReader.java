package dev.kotae.ingest.change;

import static dev.kotae.ingest.change.RejectedChangeException.invalid;

import dev.kotae.common.document.CollectionName;
import dev.kotae.common.document.DocumentChange;
import dev.kotae.common.document.DocumentId;
import dev.kotae.ingest.change.RejectedChangeException.Reason;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what records say. Plain computation, safe for use by several threads. */
public final class ChangeReader {

    private static final String VERSION_HEADER = "kotae-version";
    private static final String CLOUD_EVENT = "ce_specversion";
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,19}");

    private final JsonChange json;
    private final CloudEventChange cloudEvent;

    /**
     * A reader.
     *
     * @param maxDocumentBytes the most bytes of a document's own content
     */
    public ChangeReader(int maxDocumentBytes) {
        this.json = new JsonChange(maxDocumentBytes);
        this.cloudEvent = new CloudEventChange(maxDocumentBytes);
    }

    /**
     * Which document a record is about.
     *
     * @throws RejectedChangeException if the topic names no collection or the key no document
     */
    public DocumentId id(Arrival arrival) {
        if (!CollectionName.isValid(arrival.collection())) {
            throw new RejectedChangeException(
                    Reason.INVALID_COLLECTION,
                    "The topic's name must end in a collection's name: 1 to 100 letters, digits, '.', '_' or '-', beginning with"
                            + " a letter or digit");
        }
        if (arrival.key() == null) {
            throw new RejectedChangeException(
                    Reason.INVALID_KEY, "The record has no key: send the document's id as the key");
        }
        String key = StrictText.decode(arrival.key())
                .orElseThrow(() -> new RejectedChangeException(
                        Reason.INVALID_KEY, "The record's key is not UTF-8: send the document's id as UTF-8 text"));
        try {
            return new DocumentId(arrival.collection(), key);
        } catch (IllegalArgumentException e) {
            throw new RejectedChangeException(Reason.INVALID_KEY, e.getMessage());
        }
    }

    /**
     * What a record does to its document.
     *
     * @param id the document, see {@link #id}
     * @throws RejectedChangeException if the record says nothing that could be done
     */
    public DocumentChange change(DocumentId id, Arrival arrival) {
        Long version = versionHeader(arrival).orElse(null);
        if (arrival.value() == null) {
            return new DocumentChange.Delete(id, version);
        }
        return arrival.header(CLOUD_EVENT).isPresent()
                ? cloudEvent.read(id, version, arrival)
                : json.read(id, version, arrival.value());
    }

    private static Optional<Long> versionHeader(Arrival arrival) {
        return arrival.header(VERSION_HEADER).map(text -> {
            try {
                if (DIGITS.matcher(text).matches()) {
                    return Long.valueOf(text);
                }
            } catch (NumberFormatException e) {
                throw badVersion();
            }
            throw badVersion();
        });
    }

    private static RejectedChangeException badVersion() {
        return invalid("The header '" + VERSION_HEADER + "' must be a whole number from 0 to " + Long.MAX_VALUE);
    }
}

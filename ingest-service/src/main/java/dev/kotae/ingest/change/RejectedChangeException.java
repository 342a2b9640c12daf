package dev.kotae.ingest.change;

import java.util.Locale;

/** A change that can never work, however often it is tried. The message says what is wrong and what to do, without the document's text. */
public final class RejectedChangeException extends RuntimeException {

    private final Reason reason;

    /** A rejection; the message goes into the receipt. */
    public RejectedChangeException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    static RejectedChangeException invalid(String message) {
        return new RejectedChangeException(Reason.INVALID_CHANGE, message);
    }

    /** The reasons that receipts and dead letters name. */
    public enum Reason {
        /** The value is no JSON. */
        NOT_JSON,
        /** The JSON is no change. */
        INVALID_CHANGE,
        /** The key cannot be a document's id. */
        INVALID_KEY,
        /** The topic's name does not name a collection. */
        INVALID_COLLECTION,
        /** The document exceeds the size that is accepted. */
        TOO_LARGE,
        /** The document would have more chunks than one document may. */
        TOO_MANY_CHUNKS,
        /** Nobody here reads documents of this type. */
        UNSUPPORTED_CONTENT_TYPE,
        /** The document's changes came from another partition before. */
        WRONG_PARTITION;

        /** The reason as it is written in receipts, such as {@code not-json}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}

package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.Rating;

/** What one record of {@code kotae.answers} or {@code kotae.ratings} means. */
sealed interface EvidenceEvent {

    /**
     * An answer, new or in place of the one of the same id.
     *
     * @param id the answer's id
     * @param slice where it is counted
     * @param outcome how it ended
     * @param promptTokens tokens read, or null where unknown
     * @param completionTokens tokens written, or null where unknown
     * @param firstTokenBucket the latency bucket of its first token; null unless it was answered and the time is known
     * @param totalBucket the latency bucket of its end; likewise
     */
    record AnswerGiven(
            String id,
            Slice slice,
            Outcome outcome,
            Integer promptTokens,
            Integer completionTokens,
            Integer firstTokenBucket,
            Integer totalBucket)
            implements EvidenceEvent {}

    /**
     * An answer expired or was erased.
     *
     * @param id the answer's id
     */
    record AnswerErased(String id) implements EvidenceEvent {}

    /**
     * A rating, new or in place of the one of the same answer. An id's signature fits one user only, so an answer has one rating.
     *
     * @param rating the rating
     */
    record RatingGiven(Rating rating) implements EvidenceEvent {}

    /**
     * A rating was withdrawn.
     *
     * @param answerId the answer's id
     */
    record RatingWithdrawn(String answerId) implements EvidenceEvent {}

    /**
     * A record that is not counted.
     *
     * @param reason why
     */
    record Refused(Reason reason) implements EvidenceEvent {}

    /** Why a record is not counted. */
    enum Reason {
        /** The key is not that of an answer or a rating, or not that of the value. */
        INVALID_KEY("invalid-key"),
        /** It is not in the partition of its question. */
        WRONG_PARTITION("wrong-partition"),
        /** The value is not the JSON of its topic. */
        NOT_JSON("not-json"),
        /** The schema is not one that is known. */
        UNKNOWN_SCHEMA("unknown-schema"),
        /** The answer id was not made for this user. */
        WRONG_SIGNATURE("wrong-signature"),
        /** A value is missing or out of its range. */
        INVALID_VALUE("invalid-value");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The code in logs and metrics. */
        String code() {
            return code;
        }
    }
}

package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.Rating;
import dev.kotae.common.event.Vote;
import java.util.Map;

/** What one record of {@code kotae.answers} or {@code kotae.ratings} means. */
sealed interface EvidenceEvent {

    /**
     * An answer, new or in place of the one of the same id.
     *
     * @param id the answer's id
     * @param user whom it was given to
     * @param slice where it is counted
     * @param outcome how it ended
     * @param promptTokens tokens read, or null where unknown
     * @param completionTokens tokens written, or null where unknown
     * @param cost what it cost, or null where unknown
     * @param buckets the latency bucket of each part that was measured; empty unless it was answered
     * @param paired whether it was shown beside the question's other answer
     * @param offset of its record
     */
    record AnswerGiven(
            AnswerId id,
            String user,
            Slice slice,
            Outcome outcome,
            Integer promptTokens,
            Integer completionTokens,
            Price cost,
            Map<LatencyPart, Integer> buckets,
            boolean paired,
            long offset)
            implements EvidenceEvent {

        public AnswerGiven {
            buckets = Map.copyOf(buckets);
        }
    }

    /**
     * What an answer cost.
     *
     * @param currency ISO 4217 code
     * @param nanos billionths of its unit
     */
    record Price(String currency, long nanos) {}

    /**
     * An answer expired or was erased.
     *
     * @param id the answer's id
     */
    record AnswerErased(AnswerId id) implements EvidenceEvent {}

    /**
     * A rating, new or in place of the one of the same answer. An id's signature fits one user only, so an answer has one rating.
     *
     * @param id the answer's id
     * @param rating the rating
     * @param offset of its record
     */
    record RatingGiven(AnswerId id, Rating rating, long offset) implements EvidenceEvent {}

    /**
     * A rating was withdrawn.
     *
     * @param id the answer's id
     */
    record RatingWithdrawn(AnswerId id) implements EvidenceEvent {}

    /**
     * A vote, new or in place of the one on the same question.
     *
     * @param questionId the question
     * @param vote the vote
     * @param offset of its record
     */
    record VoteGiven(String questionId, Vote vote, long offset) implements EvidenceEvent {}

    /**
     * A vote was withdrawn.
     *
     * @param questionId the question
     * @param user whose vote
     */
    record VoteWithdrawn(String questionId, String user) implements EvidenceEvent {}

    /**
     * A record that is not counted.
     *
     * @param reason why
     */
    record Refused(Reason reason) implements EvidenceEvent {}

    /** Why a record is not counted. */
    enum Reason {
        /** The key is not that of an answer, a rating or a vote, or not that of the value. */
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

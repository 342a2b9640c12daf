package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Rating;
import dev.kotae.eval.evidence.EvidenceEvent.RatingGiven;
import dev.kotae.eval.evidence.EvidenceEvent.RatingWithdrawn;
import dev.kotae.eval.evidence.EvidenceEvent.Reason;
import dev.kotae.eval.evidence.EvidenceEvent.Refused;
import dev.kotae.eval.statistics.StarCounts;
import java.io.IOException;

/** Reads ratings off {@code kotae.ratings}. */
final class RatingReader {

    private final byte[] answerKey;

    RatingReader(byte[] answerKey) {
        this.answerKey = answerKey;
    }

    /**
     * What it says.
     *
     * @throws IOException if the value is not JSON of a rating
     */
    EvidenceEvent read(AnswerId id, String user, long offset, byte[] value) throws IOException {
        if (!id.belongsTo(user, answerKey)) {
            return new Refused(Reason.WRONG_SIGNATURE);
        }
        if (value == null) {
            return new RatingWithdrawn(id);
        }
        Rating rating = EventJson.read(value, Rating.class);
        if (rating == null) {
            return new Refused(Reason.NOT_JSON);
        }
        if (rating.schema() != Rating.SCHEMA) {
            return new Refused(Reason.UNKNOWN_SCHEMA);
        }
        if (!id.toString().equals(rating.answerId()) || !user.equals(rating.user())) {
            return new Refused(Reason.INVALID_KEY);
        }
        return rating.stars() >= StarCounts.FEWEST
                        && rating.stars() <= StarCounts.MOST
                        && Limits.dated(rating.at())
                        && Limits.named(user, rating.origin())
                        && Limits.commented(rating.comment())
                        && Limits.reasoned(rating.reasons())
                ? new RatingGiven(id, rating, offset)
                : new Refused(Reason.INVALID_VALUE);
    }
}

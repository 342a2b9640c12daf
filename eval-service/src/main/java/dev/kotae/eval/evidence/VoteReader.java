package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Vote;
import dev.kotae.eval.evidence.EvidenceEvent.Reason;
import dev.kotae.eval.evidence.EvidenceEvent.Refused;
import dev.kotae.eval.evidence.EvidenceEvent.VoteGiven;
import dev.kotae.eval.evidence.EvidenceEvent.VoteWithdrawn;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads votes off {@code kotae.ratings}. */
final class VoteReader {

    private final byte[] answerKey;

    VoteReader(byte[] answerKey) {
        this.answerKey = answerKey;
    }

    /**
     * What it says. A withdrawal has no answer id that could be signed; it takes back only what the same user gave.
     *
     * @throws IOException if the value is not JSON of a vote
     */
    EvidenceEvent read(String questionId, String user, long offset, byte[] value) throws IOException {
        if (value == null) {
            return new VoteWithdrawn(questionId, user);
        }
        Vote vote = EventJson.read(value, Vote.class);
        if (vote == null) {
            return new Refused(Reason.NOT_JSON);
        }
        if (vote.schema() != Vote.SCHEMA) {
            return new Refused(Reason.UNKNOWN_SCHEMA);
        }
        if (vote.answers() == null
                || vote.answers().size() != 2
                || !Limits.dated(vote.at())
                || !Limits.named(user, vote.origin())
                || !Limits.commented(vote.comment())) {
            return new Refused(Reason.INVALID_VALUE);
        }
        List<AnswerId> pair = vote.answers().stream()
                .map(AnswerId::parse)
                .flatMap(Optional::stream)
                .toList();
        if (pair.size() != 2
                || pair.get(0).number() == pair.get(1).number()
                || vote.preferred() != null && !vote.answers().contains(vote.preferred())) {
            return new Refused(Reason.INVALID_VALUE);
        }
        if (!user.equals(vote.user())
                || pair.stream().anyMatch(answer -> !answer.questionId().equals(questionId))) {
            return new Refused(Reason.INVALID_KEY);
        }
        return pair.stream().allMatch(answer -> answer.belongsTo(user, answerKey))
                ? new VoteGiven(questionId, vote, offset)
                : new Refused(Reason.WRONG_SIGNATURE);
    }
}

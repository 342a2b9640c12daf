package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.QuestionPartition;
import dev.kotae.common.event.Topics;
import dev.kotae.common.event.Vote;
import dev.kotae.eval.evidence.EvidenceEvent.Reason;
import dev.kotae.eval.evidence.EvidenceEvent.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Says what a record means, and believes nothing: not its partition, not its user, not its numbers. */
final class EvidenceReader {

    private static final Pattern QUESTION =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final AnswerReader answers;
    private final RatingReader ratings;
    private final VoteReader votes;

    /** Reads with the secret that answer ids are signed with. */
    EvidenceReader(byte[] answerKey) {
        this.answers = new AnswerReader(answerKey.clone());
        this.ratings = new RatingReader(answerKey.clone());
        this.votes = new VoteReader(answerKey.clone());
    }

    /**
     * What a record means.
     *
     * @param topic {@link Topics#ANSWERS} or {@link Topics#RATINGS}
     * @param partition where it was
     * @param partitions how many the topic has
     * @param offset where in the partition
     * @param key the record's key, or null
     * @param value the record's value, null to take back what the key had
     */
    EvidenceEvent read(String topic, int partition, int partitions, long offset, byte[] key, byte[] value) {
        String text = new String(key == null ? new byte[0] : key, StandardCharsets.UTF_8);
        try {
            if (topic.equals(Topics.ANSWERS)) {
                return answer(text, partition, partitions, offset, value);
            }
            return text.startsWith(Vote.KEY_PREFIX)
                    ? vote(text.substring(Vote.KEY_PREFIX.length()), partition, partitions, offset, value)
                    : rating(text, partition, partitions, offset, value);
        } catch (IOException e) {
            return new Refused(Reason.NOT_JSON);
        } catch (RuntimeException e) {
            // A value that no rule here foresaw must not stop its partition for ever; it is logged and counted like the
            // others
            return new Refused(Reason.INVALID_VALUE);
        }
    }

    private EvidenceEvent answer(String key, int partition, int partitions, long offset, byte[] value)
            throws IOException {
        AnswerId id = AnswerId.parse(key).orElse(null);
        if (id == null) {
            return new Refused(Reason.INVALID_KEY);
        }
        return QuestionPartition.of(id.questionId(), partitions) == partition
                ? answers.read(id, offset, value)
                : new Refused(Reason.WRONG_PARTITION);
    }

    private EvidenceEvent rating(String key, int partition, int partitions, long offset, byte[] value)
            throws IOException {
        String[] parts = key.split("/", 2);
        AnswerId id = AnswerId.parse(parts[0]).orElse(null);
        if (id == null || parts.length != 2) {
            return new Refused(Reason.INVALID_KEY);
        }
        return QuestionPartition.of(id.questionId(), partitions) == partition
                ? ratings.read(id, parts[1], offset, value)
                : new Refused(Reason.WRONG_PARTITION);
    }

    private EvidenceEvent vote(String key, int partition, int partitions, long offset, byte[] value)
            throws IOException {
        String[] parts = key.split("/", 2);
        if (parts.length != 2 || !QUESTION.matcher(parts[0]).matches()) {
            return new Refused(Reason.INVALID_KEY);
        }
        return QuestionPartition.of(parts[0], partitions) == partition
                ? votes.read(parts[0], parts[1], offset, value)
                : new Refused(Reason.WRONG_PARTITION);
    }
}

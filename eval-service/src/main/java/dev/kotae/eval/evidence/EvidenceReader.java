package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerCompleted.Timings;
import dev.kotae.common.event.AnswerCompleted.Tokens;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.QuestionPartition;
import dev.kotae.common.event.Rating;
import dev.kotae.common.event.Topics;
import dev.kotae.eval.evidence.EvidenceEvent.AnswerErased;
import dev.kotae.eval.evidence.EvidenceEvent.AnswerGiven;
import dev.kotae.eval.evidence.EvidenceEvent.RatingGiven;
import dev.kotae.eval.evidence.EvidenceEvent.RatingWithdrawn;
import dev.kotae.eval.evidence.EvidenceEvent.Reason;
import dev.kotae.eval.evidence.EvidenceEvent.Refused;
import dev.kotae.eval.statistics.LatencySketch;
import dev.kotae.eval.statistics.StarCounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Says what a record means, and believes nothing: not its partition, not its user, not its numbers. */
final class EvidenceReader {

    private static final int LONGEST_NAME = 500;
    private static final int MOST_COLLECTIONS = 100;
    private static final double LONGEST_MILLIS = 24 * 3600 * 1000d;

    private final byte[] answerKey;

    /** Reads with the secret that answer ids are signed with. */
    EvidenceReader(byte[] answerKey) {
        this.answerKey = answerKey.clone();
    }

    /**
     * What a record means.
     *
     * @param topic {@link Topics#ANSWERS} or {@link Topics#RATINGS}
     * @param partition where it was
     * @param partitions how many the topic has
     * @param key the record's key, or null
     * @param value the record's value, null to take back what the key had
     */
    EvidenceEvent read(String topic, int partition, int partitions, byte[] key, byte[] value) {
        String[] parts = new String(key == null ? new byte[0] : key, StandardCharsets.UTF_8).split("/", 2);
        boolean ratings = topic.equals(Topics.RATINGS);
        AnswerId id = AnswerId.parse(parts[0]).orElse(null);
        if (id == null || parts.length != (ratings ? 2 : 1)) {
            return new Refused(Reason.INVALID_KEY);
        }
        if (QuestionPartition.of(id.questionId(), partitions) != partition) {
            return new Refused(Reason.WRONG_PARTITION);
        }
        try {
            return ratings ? rating(id, parts[1], value) : answer(id, value);
        } catch (IOException e) {
            return new Refused(Reason.NOT_JSON);
        }
    }

    private EvidenceEvent rating(AnswerId id, String user, byte[] value) throws IOException {
        if (!id.belongsTo(user, answerKey)) {
            return new Refused(Reason.WRONG_SIGNATURE);
        }
        if (value == null) {
            return new RatingWithdrawn(id.toString());
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
        return rating.stars() >= StarCounts.FEWEST && rating.stars() <= StarCounts.MOST && rating.at() != null
                ? new RatingGiven(rating)
                : new Refused(Reason.INVALID_VALUE);
    }

    private EvidenceEvent answer(AnswerId id, byte[] value) throws IOException {
        if (value == null) {
            return new AnswerErased(id.toString());
        }
        AnswerCompleted answer = EventJson.read(value, AnswerCompleted.class);
        if (answer == null) {
            return new Refused(Reason.NOT_JSON);
        }
        if (answer.schema() != AnswerCompleted.SCHEMA) {
            return new Refused(Reason.UNKNOWN_SCHEMA);
        }
        if (!id.toString().equals(answer.id())) {
            return new Refused(Reason.INVALID_KEY);
        }
        if (answer.user() == null || !id.belongsTo(answer.user(), answerKey)) {
            return new Refused(Reason.WRONG_SIGNATURE);
        }
        if (!sound(answer)) {
            return new Refused(Reason.INVALID_VALUE);
        }
        boolean answered = answer.outcome() == Outcome.ANSWERED;
        Tokens tokens = answer.tokens() == null ? new Tokens(null, null) : answer.tokens();
        Timings timings = answered && answer.timings() != null
                ? answer.timings()
                : new Timings(null, null, null, null, null, null, null, null, null);
        return new AnswerGiven(
                answer.id(),
                slice(answer),
                answer.outcome(),
                tokens.prompt(),
                tokens.completion(),
                bucket(timings.firstTokenMillis()),
                bucket(timings.totalMillis()));
    }

    private static boolean sound(AnswerCompleted answer) {
        Timings timings = answer.timings();
        Tokens tokens = answer.tokens();
        List<String> collections = answer.collections();
        return answer.outcome() != null
                && answer.at() != null
                && collections != null
                && collections.size() <= MOST_COLLECTIONS
                && collections.stream().allMatch(name -> name != null && named(name))
                && Stream.of(answer.language(), answer.requestedModel(), answer.promptHash())
                        .allMatch(EvidenceReader::named)
                && (answer.model() == null
                        || answer.model().id() != null
                                && named(answer.model().id())
                                && named(answer.model().provider())
                                && named(answer.model().revision()))
                && (timings == null || lasted(timings.firstTokenMillis()) && lasted(timings.totalMillis()))
                && (tokens == null || counted(tokens.prompt()) && counted(tokens.completion()));
    }

    private static boolean named(String name) {
        return name == null || name.length() <= LONGEST_NAME;
    }

    private static boolean lasted(Double millis) {
        return millis == null || millis >= 0 && millis <= LONGEST_MILLIS;
    }

    private static boolean counted(Integer tokens) {
        return tokens == null || tokens >= 0;
    }

    private static Integer bucket(Double millis) {
        return millis == null ? null : LatencySketch.bucket(millis);
    }

    /** A question that came to no model counts for the one that was asked for. */
    private static Slice slice(AnswerCompleted answer) {
        AnswerCompleted.Model model = answer.model();
        String asked = answer.requestedModel() == null ? Slice.NO_MODEL : answer.requestedModel();
        return new Slice(
                model == null ? asked : model.id(),
                model == null ? null : model.provider(),
                model == null ? null : model.revision(),
                answer.promptHash(),
                answer.collections(),
                answer.language() == null ? "und" : answer.language(),
                LocalDate.ofInstant(answer.at(), ZoneOffset.UTC));
    }
}

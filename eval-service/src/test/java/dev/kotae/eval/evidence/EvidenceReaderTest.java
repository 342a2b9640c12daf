package dev.kotae.eval.evidence;

import static dev.kotae.eval.Answers.AT;
import static dev.kotae.eval.Answers.KEY;
import static dev.kotae.eval.Answers.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Model;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerCompleted.Timings;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.QuestionPartition;
import dev.kotae.common.event.Rating;
import dev.kotae.common.event.Topics;
import dev.kotae.eval.Answers;
import dev.kotae.eval.evidence.EvidenceEvent.AnswerErased;
import dev.kotae.eval.evidence.EvidenceEvent.AnswerGiven;
import dev.kotae.eval.evidence.EvidenceEvent.RatingGiven;
import dev.kotae.eval.evidence.EvidenceEvent.RatingWithdrawn;
import dev.kotae.eval.evidence.EvidenceEvent.Reason;
import dev.kotae.eval.evidence.EvidenceEvent.Refused;
import dev.kotae.eval.statistics.LatencySketch;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceReaderTest {

    private static final int PARTITIONS = 6;

    private final EvidenceReader reader = new EvidenceReader(KEY);
    private final AnswerId id = Answers.newId();
    private final AnswerCompleted answer = Answers.answered(id, "m", "guide");
    private final Rating rating = new Rating(1, id.toString(), USER, 4, "good", List.of("complete"), null, AT);

    @Test
    void anAnswerIsCountedInItsSliceWithItsBuckets() {
        assertThat(readAnswer(id.toString(), EventJson.write(answer)))
                .isEqualTo(new AnswerGiven(
                        id.toString(),
                        new Slice("m", "provider", null, "abc", List.of("guide"), "en", LocalDate.of(2026, 11, 23)),
                        Outcome.ANSWERED,
                        100,
                        20,
                        LatencySketch.bucket(40),
                        LatencySketch.bucket(500)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "NO_ANSWER", "CANCELLED"})
    void onlyAnsweredQuestionsCountForLatency(Outcome outcome) {
        AnswerCompleted other = Answers.of(
                id,
                new Model("m", "p", "r"),
                "guide",
                outcome,
                new Timings(0.0, null, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0));
        AnswerGiven given = (AnswerGiven) readAnswer(id.toString(), EventJson.write(other));
        assertThat(given.firstTokenBucket()).isNull();
        assertThat(given.totalBucket()).isNull();
        assertThat(given.outcome()).isEqualTo(outcome);
    }

    @Test
    void aFailureBeforeAnyModelStillCounts() {
        AnswerCompleted none = Answers.of(id, null, "guide", Outcome.FAILED, null);
        AnswerGiven given = (AnswerGiven) readAnswer(id.toString(), EventJson.write(none));
        assertThat(given.slice().model()).isEqualTo(Slice.NO_MODEL);
    }

    @Test
    void aRatingAndBothKindsOfTakingBackAreUnderstood() {
        assertThat(readRating(rating.key(), EventJson.write(rating))).isEqualTo(new RatingGiven(rating));
        assertThat(readRating(rating.key(), null)).isEqualTo(new RatingWithdrawn(id.toString()));
        assertThat(readAnswer(id.toString(), null)).isEqualTo(new AnswerErased(id.toString()));
    }

    @Test
    void theWrongPartitionIsRefused() {
        int wrong = (QuestionPartition.of(id.questionId(), PARTITIONS) + 1) % PARTITIONS;
        assertThat(reader.read(Topics.RATINGS, wrong, PARTITIONS, bytes(rating.key()), EventJson.write(rating)))
                .isEqualTo(new Refused(Reason.WRONG_PARTITION));
    }

    @Test
    void aRatingByAnotherUserIsRefusedAndSoIsItsWithdrawal() {
        Rating forged = new Rating(1, id.toString(), "eve", 1, null, null, null, AT);
        assertThat(readRating(forged.key(), EventJson.write(forged))).isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
        assertThat(readRating(forged.key(), null)).isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
    }

    @Test
    void anAnswerThatWasNeverSignedIsRefused() {
        AnswerId forged = new AnswerId(id.questionId(), 1, "A".repeat(22));
        assertThat(readAnswer(forged.toString(), EventJson.write(Answers.answered(forged, "m", "guide"))))
                .isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
    }

    @Test
    void aKeyThatIsNotTheValuesIsRefused() {
        AnswerId other = AnswerId.sign(id.questionId(), 2, USER, KEY);
        assertThat(readAnswer(other.toString(), EventJson.write(answer))).isEqualTo(new Refused(Reason.INVALID_KEY));
        assertThat(readRating(Rating.key(other.toString(), USER), EventJson.write(rating)))
                .isEqualTo(new Refused(Reason.INVALID_KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a/b", "/", "💥"})
    void keysThatAreNoneAreRefused(String key) {
        assertThat(reader.read(Topics.ANSWERS, 0, PARTITIONS, bytes(key), null))
                .isEqualTo(new Refused(Reason.INVALID_KEY));
        assertThat(reader.read(Topics.RATINGS, 0, PARTITIONS, null, null)).isEqualTo(new Refused(Reason.INVALID_KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "\"x\"", "{\"schema\":\"1\"}", "{\"schema\":1,\"stars\":4.5}"})
    void whatIsNoEventIsRefused(String json) {
        assertThat(readRating(rating.key(), bytes(json))).isEqualTo(new Refused(Reason.NOT_JSON));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 6, Integer.MAX_VALUE})
    void starsOutOfRangeAreRefused(int stars) {
        Rating odd = new Rating(1, id.toString(), USER, stars, null, null, null, AT);
        assertThat(readRating(odd.key(), EventJson.write(odd))).isEqualTo(new Refused(Reason.INVALID_VALUE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1e308, 86_400_001})
    void durationsOutOfRangeAreRefused(double millis) {
        AnswerCompleted odd = Answers.of(
                id,
                new Model("m", "p", null),
                "guide",
                Outcome.ANSWERED,
                new Timings(0.0, null, 1.0, 1.0, 1.0, 0.0, millis, 1.0, millis));
        assertThat(readAnswer(id.toString(), EventJson.write(odd))).isEqualTo(new Refused(Reason.INVALID_VALUE));
    }

    @Test
    void aModelsNameOfTenThousandCharactersIsRefused() {
        AnswerCompleted odd = Answers.answered(id, "m".repeat(10_000), "guide");
        assertThat(readAnswer(id.toString(), EventJson.write(odd))).isEqualTo(new Refused(Reason.INVALID_VALUE));
    }

    @Test
    void anUnknownSchemaIsRefused() {
        Rating later = new Rating(2, id.toString(), USER, 4, null, null, null, AT);
        assertThat(readRating(later.key(), EventJson.write(later))).isEqualTo(new Refused(Reason.UNKNOWN_SCHEMA));
    }

    private EvidenceEvent readAnswer(String key, byte[] value) {
        return reader.read(Topics.ANSWERS, partition(), PARTITIONS, bytes(key), value);
    }

    private EvidenceEvent readRating(String key, byte[] value) {
        return reader.read(Topics.RATINGS, partition(), PARTITIONS, bytes(key), value);
    }

    private int partition() {
        return QuestionPartition.of(id.questionId(), PARTITIONS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.kotae.eval.evidence;

import static dev.kotae.eval.Answers.AT;
import static dev.kotae.eval.Answers.KEY;
import static dev.kotae.eval.Answers.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Cost;
import dev.kotae.common.event.AnswerCompleted.Model;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerCompleted.Timings;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.QuestionPartition;
import dev.kotae.common.event.Rating;
import dev.kotae.common.event.Topics;
import dev.kotae.common.event.Vote;
import dev.kotae.eval.Answers;
import dev.kotae.eval.evidence.EvidenceEvent.AnswerErased;
import dev.kotae.eval.evidence.EvidenceEvent.AnswerGiven;
import dev.kotae.eval.evidence.EvidenceEvent.Price;
import dev.kotae.eval.evidence.EvidenceEvent.RatingGiven;
import dev.kotae.eval.evidence.EvidenceEvent.RatingWithdrawn;
import dev.kotae.eval.evidence.EvidenceEvent.Reason;
import dev.kotae.eval.evidence.EvidenceEvent.Refused;
import dev.kotae.eval.evidence.EvidenceEvent.VoteGiven;
import dev.kotae.eval.evidence.EvidenceEvent.VoteWithdrawn;
import dev.kotae.eval.statistics.LatencySketch;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
                        id,
                        USER,
                        new Slice(
                                "m",
                                "provider",
                                null,
                                "abc",
                                "bge,vector=0.5,chunks=8",
                                List.of("g1"),
                                List.of("guide"),
                                "en",
                                LocalDate.of(2026, 11, 23),
                                null),
                        Outcome.ANSWERED,
                        100,
                        20,
                        null,
                        Map.of(
                                LatencyPart.QUEUE, LatencySketch.bucket(0),
                                LatencyPart.EMBED, LatencySketch.bucket(1),
                                LatencyPart.SEARCH, LatencySketch.bucket(2),
                                LatencyPart.FIRST_TOKEN, LatencySketch.bucket(40),
                                LatencyPart.OUTPUT_TOKEN, LatencySketch.bucket((497 - 37) / 19.0),
                                LatencyPart.TOTAL, LatencySketch.bucket(500)),
                        false,
                        7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "NO_ANSWER", "CANCELLED", "REFUSED"})
    void onlyAnsweredQuestionsCountForLatency(Outcome outcome) {
        AnswerCompleted other = Answers.of(
                id,
                new Model("m", "p", "r"),
                "guide",
                outcome,
                new Timings(0.0, null, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0));
        AnswerGiven given = (AnswerGiven) readAnswer(id.toString(), EventJson.write(other));
        assertThat(given.buckets()).isEmpty();
        assertThat(given.outcome()).isEqualTo(outcome);
    }

    @Test
    void aFailureBeforeAnyModelStillCounts() {
        AnswerCompleted none = Answers.of(id, null, "guide", Outcome.FAILED, null);
        AnswerGiven given = (AnswerGiven) readAnswer(id.toString(), EventJson.write(none));
        assertThat(given.slice().model()).isEqualTo(Slice.NO_MODEL);
    }

    @Test
    void aQuestionThatCameToNoModelCountsForTheOneAskedForUnlessItWasRefused() {
        assertThat(modelOf(Outcome.NO_ANSWER, "m")).isEqualTo("m");
        assertThat(modelOf(Outcome.FAILED, "m")).isEqualTo("m");
        assertThat(modelOf(Outcome.REFUSED, "invented")).isEqualTo(Slice.NO_MODEL);
        assertThat(modelOf(Outcome.NO_ANSWER, "(other)")).isEqualTo(Slice.NO_MODEL);
    }

    private String modelOf(Outcome outcome, String asked) {
        AnswerCompleted none = Answers.asking(id, asked, outcome);
        return ((AnswerGiven) readAnswer(id.toString(), EventJson.write(none)))
                .slice()
                .model();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-12-31T23:59:59.999999999Z", "-1000000000-01-01T00:00:00Z"})
    void timesThatCannotBeCountedWithAreRefused(String at) {
        Rating odd = new Rating(1, id.toString(), USER, 4, null, null, null, java.time.Instant.parse(at));
        assertThat(readRating(odd.key(), EventJson.write(odd))).isEqualTo(new Refused(Reason.INVALID_VALUE));
    }

    @Test
    void halvesOfCharactersAndEndlessCommentsAreRefused() {
        byte[] json = new String(EventJson.write(Answers.answered(id, "m#", "guide")), StandardCharsets.UTF_8)
                .replace("m#", "m\\ud800")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(readAnswer(id.toString(), json)).isEqualTo(new Refused(Reason.INVALID_VALUE));
        Rating endless = new Rating(1, id.toString(), USER, 4, "c".repeat(10_000_000), null, null, AT);
        assertThat(readRating(endless.key(), EventJson.write(endless))).isEqualTo(new Refused(Reason.INVALID_VALUE));
    }

    @Test
    void aRatingAndBothKindsOfTakingBackAreUnderstood() {
        assertThat(readRating(rating.key(), EventJson.write(rating))).isEqualTo(new RatingGiven(id, rating, 7));
        assertThat(readRating(rating.key(), null)).isEqualTo(new RatingWithdrawn(id));
        assertThat(readAnswer(id.toString(), null)).isEqualTo(new AnswerErased(id));
    }

    @Test
    void theWrongPartitionIsRefused() {
        int wrong = (QuestionPartition.of(id.questionId(), PARTITIONS) + 1) % PARTITIONS;
        assertThat(reader.read(Topics.RATINGS, wrong, PARTITIONS, 7, bytes(rating.key()), EventJson.write(rating)))
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
        assertThat(reader.read(Topics.ANSWERS, 0, PARTITIONS, 7, bytes(key), null))
                .isEqualTo(new Refused(Reason.INVALID_KEY));
        assertThat(reader.read(Topics.RATINGS, 0, PARTITIONS, 7, null, null))
                .isEqualTo(new Refused(Reason.INVALID_KEY));
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
    void anAnswerIsPairedOnlyWithTheQuestionsOtherAnswerForTheSameUser() {
        AnswerId other = AnswerId.sign(id.questionId(), 2, USER, KEY);
        AnswerId foreign = AnswerId.sign(id.questionId(), 2, "eve", KEY);
        assertThat(paired(other.toString())).isTrue();
        assertThat(paired(foreign.toString())).isFalse();
        assertThat(paired(id.toString())).isFalse();
        assertThat(paired("x")).isFalse();
        assertThat(paired(null)).isFalse();
    }

    private boolean paired(String with) {
        AnswerCompleted shown = Answers.paired(id, with, "m", "guide");
        return ((AnswerGiven) readAnswer(id.toString(), EventJson.write(shown))).paired();
    }

    @Test
    void aVoteAndItsWithdrawalAreUnderstood() {
        AnswerId other = AnswerId.sign(id.questionId(), 2, USER, KEY);
        for (String preferred : new String[] {id.toString(), other.toString(), null}) {
            Vote vote = Answers.vote(id, other, preferred);
            assertThat(readRating(vote.key(id.questionId()), EventJson.write(vote)))
                    .isEqualTo(new VoteGiven(id.questionId(), vote, 7));
        }
        assertThat(readRating(Vote.key(id.questionId(), USER), null))
                .isEqualTo(new VoteWithdrawn(id.questionId(), USER));
    }

    @Test
    void aVoteOnAnswersThatAreNotThisUsersPairIsRefused() {
        AnswerId second = AnswerId.sign(id.questionId(), 2, USER, KEY);
        AnswerId foreign = AnswerId.sign(id.questionId(), 2, "eve", KEY);
        AnswerId elsewhere = AnswerId.sign(AnswerId.newQuestionId(), 2, USER, KEY);
        assertThat(readVote(Answers.vote(id, foreign, null))).isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
        assertThat(readVote(Answers.vote(id, elsewhere, null))).isEqualTo(new Refused(Reason.INVALID_KEY));
        assertThat(readVote(Answers.vote(id, id, null))).isEqualTo(new Refused(Reason.INVALID_VALUE));
        assertThat(readVote(Answers.vote(id, second, elsewhere.toString())))
                .isEqualTo(new Refused(Reason.INVALID_VALUE));
        assertThat(readRating("pair:x/" + USER, null)).isEqualTo(new Refused(Reason.INVALID_KEY));
    }

    private EvidenceEvent readVote(Vote vote) {
        return readRating(vote.key(id.questionId()), EventJson.write(vote));
    }

    @Test
    void costsAreCountedInBillionthsAndOnlyTrueOnes() {
        AnswerGiven given = (AnswerGiven)
                readAnswer(id.toString(), EventJson.write(Answers.priced(id, new Cost(0.000123456789, "USD"))));
        assertThat(given.cost()).isEqualTo(new Price("USD", 123457));
        for (Cost odd : List.of(new Cost(-1, "USD"), new Cost(1e308, "USD"), new Cost(1, "dollars"))) {
            assertThat(readAnswer(id.toString(), EventJson.write(Answers.priced(id, odd))))
                    .isEqualTo(new Refused(Reason.INVALID_VALUE));
        }
        assertThat(readAnswer(id.toString(), EventJson.write(Answers.priced(id, new Cost(Double.NaN, "USD")))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void anUnknownSchemaIsRefused() {
        Rating later = new Rating(2, id.toString(), USER, 4, null, null, null, AT);
        assertThat(readRating(later.key(), EventJson.write(later))).isEqualTo(new Refused(Reason.UNKNOWN_SCHEMA));
    }

    private EvidenceEvent readAnswer(String key, byte[] value) {
        return reader.read(Topics.ANSWERS, partition(), PARTITIONS, 7, bytes(key), value);
    }

    private EvidenceEvent readRating(String key, byte[] value) {
        return reader.read(Topics.RATINGS, partition(), PARTITIONS, 7, bytes(key), value);
    }

    private int partition() {
        return QuestionPartition.of(id.questionId(), PARTITIONS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

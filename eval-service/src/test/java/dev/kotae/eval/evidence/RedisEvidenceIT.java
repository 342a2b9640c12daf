package dev.kotae.eval.evidence;

import static dev.kotae.eval.Answers.AT;
import static dev.kotae.eval.Answers.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerId;
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
import dev.kotae.eval.statistics.StarCounts;
import dev.kotae.local.testing.LocalParts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scripts on a real Redis; every test has a partition of its own. */
class RedisEvidenceIT {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    private static Vertx vertx;
    private static Redis redis;

    private final RedisEvidence evidence =
            new RedisEvidence(redis, () -> Uni.createFrom().item(1), new Room(8, 20));
    private final int partition = ThreadLocalRandom.current().nextInt(1000, Integer.MAX_VALUE);
    private final String collection = "it-" + UUID.randomUUID();
    private final AnswerId id = Answers.newId();
    private final String answersTopic = UUID.randomUUID().toString();
    private final String ratingsTopic = UUID.randomUUID().toString();
    private long nextAnswer;
    private long nextRating;

    @BeforeAll
    static void connect() {
        vertx = Vertx.vertx();
        redis = Redis.createClient(
                vertx,
                new RedisOptions().setConnectionString(LocalParts.redis().url()).setMaxPoolWaiting(1000));
    }

    @AfterAll
    static void disconnect() {
        redis.close();
        vertx.closeAndAwait();
    }

    @BeforeEach
    void takeUp() {
        assertThat(get(evidence.takeUp(Topics.ANSWERS, partition, answersTopic)))
                .isZero();
        assertThat(get(evidence.takeUp(Topics.RATINGS, partition, ratingsTopic)))
                .isZero();
    }

    @Test
    void theSameEventTenTimesCountsOnce() {
        for (int i = 0; i < 10; i++) {
            answers(given("m"));
            ratings(rated(4));
        }
        assertThat(tally("m").answers()).isEqualTo(1);
        assertThat(tally("m").stars()).isEqualTo(StarCounts.of(0, 0, 0, 1, 0));
        assertThat(tally("m").promptTokens()).isEqualTo(100);
        assertThat(tally("m").latency(LatencyPart.TOTAL).byBucket())
                .containsValue(1L)
                .hasSize(1);
    }

    @Test
    void aBatchThatIsDeliveredAgainIsNotApplied() {
        answers(given("m"));
        boolean again = get(evidence.apply(Topics.ANSWERS, partition, answersTopic, 0, 1, List.of(given("m"))));
        assertThat(again).isFalse();
        assertThat(tally("m").answers()).isEqualTo(1);
    }

    @Test
    void aRatingBeforeItsAnswerIsJoinedWhenTheAnswerComes() {
        ratings(rated(5));
        assertThat(counted()).isEmpty();
        answers(given("m"));
        assertThat(tally("m").stars()).isEqualTo(StarCounts.of(0, 0, 0, 0, 1));
    }

    @Test
    void aChangedRatingTakesTheOldOnesPlace() {
        answers(given("m"));
        ratings(rated(5), rated(1), rated(2));
        assertThat(tally("m").stars()).isEqualTo(StarCounts.of(0, 1, 0, 0, 0));
        assertThat(get(evidence.rating(id))).isEmpty(); // this fake has one partition, which is not ours
    }

    @Test
    void aWithdrawnRatingIsGoneAndCanBeGivenAgain() {
        answers(given("m"));
        ratings(rated(5), new RatingWithdrawn(id), new RatingWithdrawn(id));
        assertThat(tally("m").stars()).isEqualTo(StarCounts.NONE);
        ratings(rated(3));
        assertThat(tally("m").stars()).isEqualTo(StarCounts.of(0, 0, 1, 0, 0));
    }

    @Test
    void aReplacedAnswerMovesWithItsRatingToItsNewSlice() {
        answers(given("m"));
        ratings(rated(5));
        answers(given("other"));
        assertThat(counted()).extracting(one -> one.slice().model()).containsExactly("other");
        assertThat(tally("other").stars()).isEqualTo(StarCounts.of(0, 0, 0, 0, 1));
    }

    @Test
    void anErasedAnswerLeavesNothingBehind() {
        answers(given("m"));
        ratings(rated(5));
        answers(new AnswerErased(id), new AnswerErased(id));
        ratings(new RatingWithdrawn(id));
        assertThat(counted()).isEmpty();
        assertThat(keys("*:slice:*")).isEmpty();
        assertThat(keys("*:answers")).isEmpty();
        assertThat(keys("*:ratings")).isEmpty();
    }

    @Test
    void anyInterleavingOfTheTwoTopicsEndsInTheSameCounts() {
        // Given a history of answers and ratings of twenty questions
        Random random = new Random(5);
        List<AnswerId> ids =
                IntStream.range(0, 20).mapToObj(i -> Answers.newId()).toList();
        List<EvidenceEvent> answers = new ArrayList<>();
        List<EvidenceEvent> ratings = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            AnswerId some = ids.get(random.nextInt(ids.size()));
            answers.add(random.nextInt(5) == 0 ? new AnswerErased(some) : given(some, "m" + random.nextInt(3)));
            ratings.add(random.nextInt(5) == 0 ? new RatingWithdrawn(some) : rated(some, 1 + random.nextInt(5)));
        }
        // When it is read once in turns, and after a loss of Redis once one after the other, in batches of other sizes
        for (int i = 0; i < 300; i += 10) {
            answers(answers.subList(i, i + 10).toArray(EvidenceEvent[]::new));
            ratings(ratings.subList(i, i + 10).toArray(EvidenceEvent[]::new));
        }
        List<Counted> first = counted();
        forget();
        takeUp();
        nextAnswer = 0;
        nextRating = 0;
        for (int i = 0; i < 300; i += 75) {
            ratings(ratings.subList(i, i + 75).toArray(EvidenceEvent[]::new));
        }
        answers(answers.toArray(EvidenceEvent[]::new));
        // Then
        assertThat(first).isNotEmpty();
        assertThat(counted()).containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void anOwnerThatWokeUpLateChangesNothing() {
        // Given two owners that both believe the position is 0
        List<EvidenceEvent> batch = List.of(given("m"));
        assertThat(get(evidence.apply(Topics.ANSWERS, partition, answersTopic, 0, 5, batch)))
                .isTrue();
        // When the other one comes late
        boolean late = get(evidence.apply(Topics.ANSWERS, partition, answersTopic, 0, 3, batch));
        // Then
        assertThat(late).isFalse();
        assertThat(get(evidence.takeUp(Topics.ANSWERS, partition, answersTopic)))
                .isEqualTo(5);
        assertThat(tally("m").answers()).isEqualTo(1);
    }

    @Test
    void afterALossOfRedisNothingIsAppliedUntilThePartitionIsTakenUpAnew() {
        answers(given("m"));
        forget();
        assertThat(get(evidence.apply(Topics.ANSWERS, partition, answersTopic, 1, 2, List.of())))
                .isFalse();
        assertThat(get(evidence.takeUp(Topics.ANSWERS, partition, answersTopic)))
                .isZero();
    }

    @Test
    void aTopicMadeAnewBeginsBothTopicsCountsAnewAndSweepsTheOldOnes() {
        answers(given("m"));
        ratings(rated(5));
        assertThat(get(evidence.takeUp(Topics.ANSWERS, partition, "made-anew"))).isZero();
        assertThat(get(evidence.takeUp(Topics.RATINGS, partition, ratingsTopic)))
                .isZero();
        assertThat(counted()).isEmpty();
        assertThat(keys("*:answers")).isEmpty();
        assertThat(keys("*:ratings")).isEmpty();
        assertThat(keys("*:slice:*")).isEmpty();
        // And the old topic's owner can no longer count
        assertThat(get(evidence.apply(Topics.ANSWERS, partition, answersTopic, 1, 2, List.of(given("m")))))
                .isFalse();
    }

    @Test
    void whatIsRefusedOnlyMovesThePosition() {
        answers(new Refused(Reason.NOT_JSON), given("m"), new Refused(Reason.WRONG_PARTITION));
        assertThat(tally("m").answers()).isEqualTo(1);
        assertThat(get(evidence.takeUp(Topics.ANSWERS, partition, answersTopic)))
                .isEqualTo(3);
    }

    @Test
    void offsetsAndTokensBeyondWhatADoubleHoldsStayExact() {
        long far = (1L << 53) + 1;
        assertThat(get(evidence.apply(Topics.ANSWERS, partition, answersTopic, 0, far, List.of(given("m")))))
                .isTrue();
        assertThat(get(evidence.takeUp(Topics.ANSWERS, partition, answersTopic)))
                .isEqualTo(far);
        AnswerGiven many = new AnswerGiven(
                Answers.newId(),
                USER,
                slice("big"),
                Outcome.ANSWERED,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                null,
                Map.of(),
                false,
                far);
        assertThat(get(evidence.apply(Topics.ANSWERS, partition, answersTopic, far, far + 1, List.of(many))))
                .isTrue();
        assertThat(tally("big").promptTokens()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aVoteCountsOnceBothAnswersAreThereAndWereShownTogether() {
        AnswerId other = second(id);
        ratings(voted(2, false));
        assertThat(judged()).isEmpty();
        answers(given(id, "m", true));
        assertThat(judged()).isEmpty();
        answers(given(other, "n", true));
        assertThat(judged()).singleElement().satisfies(one -> {
            assertThat(one.questionId()).isEqualTo(id.questionId());
            assertThat(one.user()).isEqualTo(USER);
            assertThat(one.first().slice().model()).isEqualTo("m");
            assertThat(one.second().slice().model()).isEqualTo("n");
            assertThat(one.second().offset()).isEqualTo(17);
            assertThat(one.ballot()).isEqualTo(new Judged.Ballot(2, false, AT, 29));
        });
        answers(given(other, "n", false)); // it says now that it stood alone
        assertThat(judged()).isEmpty();
    }

    @Test
    void aVoteIsChangedTiedAndWithdrawnByItsUserAlone() {
        answers(given(id, "m", true), given(second(id), "n", true));
        ratings(voted(1, false), voted(0, true));
        assertThat(judged()).extracting(Judged::ballot).containsExactly(new Judged.Ballot(0, true, AT, 29));
        ratings(new VoteWithdrawn(id.questionId(), "eve"));
        assertThat(judged()).hasSize(1);
        ratings(new VoteWithdrawn(id.questionId(), USER), new VoteWithdrawn(id.questionId(), USER));
        assertThat(judged()).isEmpty();
        ratings(voted(2, false));
        assertThat(judged()).hasSize(1);
        answers(new AnswerErased(id));
        assertThat(judged()).isEmpty();
    }

    @Test
    void aRatedAnswerIsJudgedWithTheOffsetsOfItsRecords() {
        answers(given("m"));
        assertThat(judged()).isEmpty();
        ratings(rated(4));
        assertThat(judged()).singleElement().satisfies(one -> {
            assertThat(one.first()).isEqualTo(new Judged.Given(slice("m"), 17, 4, AT, 23));
            assertThat(one.second()).isNull();
            assertThat(one.ballot()).isNull();
        });
    }

    @Test
    void modelsBeyondTheRoomThereIsShareOne() {
        for (int i = 0; i < 60; i++) {
            answers(given(Answers.newId(), "m" + i));
        }
        List<Counted> counted = get(new RedisCounts(redis).now()).slices().stream()
                .filter(one -> one.slice().day().equals(DAY))
                .filter(one -> one.slice().collections().contains(collection)
                        || one.slice().model().equals(Slice.OTHER_MODELS))
                .toList();
        assertThat(counted).filteredOn(one -> one.slice().ofOneModel()).hasSize(8);
        assertThat(counted)
                .filteredOn(one -> one.slice().equals(Slice.other(DAY)))
                .extracting(one -> one.tally().answers())
                .contains(52L);
        forget(); // no other test meets this one's other models
    }

    @Test
    void whatIsBroughtUpToDateIsWhatIsReadAnew() {
        RedisCounts kept = new RedisCounts(redis);
        Random random = new Random(11);
        List<AnswerId> ids =
                IntStream.range(0, 30).mapToObj(i -> Answers.newId()).toList();
        for (int round = 0; round < 40; round++) {
            List<EvidenceEvent> answers = new ArrayList<>();
            List<EvidenceEvent> ratings = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                AnswerId one = ids.get(random.nextInt(ids.size()));
                AnswerId some = random.nextBoolean() ? one : second(one);
                answers.add(
                        random.nextInt(4) == 0 ? new AnswerErased(some) : given(some, "m" + random.nextInt(3), true));
                ratings.add(
                        switch (random.nextInt(4)) {
                            case 0 -> new RatingWithdrawn(some);
                            case 1 -> new VoteWithdrawn(one.questionId(), USER);
                            case 2 -> voted(one, random.nextInt(3), random.nextBoolean());
                            default -> rated(some, 1 + random.nextInt(5));
                        });
            }
            answers(answers.toArray(EvidenceEvent[]::new));
            ratings(ratings.toArray(EvidenceEvent[]::new));
            if (round % 4 == 3) {
                Counts anew = get(new RedisCounts(redis).now());
                await().untilAsserted(() -> {
                    Counts now = get(kept.now());
                    assertThat(mine(now.judged())).containsExactlyInAnyOrderElementsOf(mine(anew.judged()));
                    assertThat(now.slices().stream().filter(this::isMine).toList())
                            .containsExactlyInAnyOrderElementsOf(
                                    anew.slices().stream().filter(this::isMine).toList());
                });
            }
        }
        assertThat(judged()).isNotEmpty();
    }

    @Test
    void countsThatAreBegunAnewAreShownOnceTheyHaveCaughtUp() {
        RedisCounts kept = new RedisCounts(redis);
        answers(given("m"));
        ratings(rated(4));
        await().untilAsserted(() -> assertThat(mine(get(kept.now()).judged())).hasSize(1));
        forget();
        assertThat(mine(get(kept.now()).judged())).hasSize(1);
        takeUp();
        nextAnswer = 0;
        nextRating = 0;
        answers(given("n"));
        assertThat(mine(get(kept.now()).judged()))
                .extracting(one -> one.first().slice().model())
                .containsExactly("m");
        ratings(rated(2));
        await().untilAsserted(() -> assertThat(mine(get(kept.now()).judged()))
                .extracting(one -> one.first().slice().model())
                .containsExactly("n"));
    }

    private List<Judged> judged() {
        return mine(get(new RedisCounts(redis).now()).judged());
    }

    private List<Judged> mine(List<Judged> all) {
        return all.stream().filter(one -> one.partition() == partition).toList();
    }

    private boolean isMine(Counted counted) {
        return counted.slice().collections().contains(collection);
    }

    private static AnswerId second(AnswerId first) {
        return AnswerId.sign(first.questionId(), 2, USER, Answers.KEY);
    }

    private VoteGiven voted(int preferred, boolean secondFirst) {
        return voted(id, preferred, secondFirst);
    }

    private static VoteGiven voted(AnswerId first, int preferred, boolean secondFirst) {
        AnswerId second = second(first);
        String better = preferred == 0 ? null : (preferred == 1 ? first : second).toString();
        Vote vote = secondFirst ? Answers.vote(second, first, better) : Answers.vote(first, second, better);
        return new VoteGiven(first.questionId(), vote, 29);
    }

    private void answers(EvidenceEvent... events) {
        long next = nextAnswer + events.length;
        assertThat(get(evidence.apply(Topics.ANSWERS, partition, answersTopic, nextAnswer, next, List.of(events))))
                .isTrue();
        nextAnswer = next;
    }

    private void ratings(EvidenceEvent... events) {
        long next = nextRating + events.length;
        assertThat(get(evidence.apply(Topics.RATINGS, partition, ratingsTopic, nextRating, next, List.of(events))))
                .isTrue();
        nextRating = next;
    }

    private AnswerGiven given(String model) {
        return given(id, model);
    }

    private AnswerGiven given(AnswerId id, String model) {
        return given(id, model, false);
    }

    private AnswerGiven given(AnswerId id, String model, boolean paired) {
        return new AnswerGiven(
                id,
                USER,
                slice(model),
                Outcome.ANSWERED,
                100,
                20,
                new Price("USD", 1500),
                Map.of(LatencyPart.FIRST_TOKEN, 150, LatencyPart.TOTAL, 300),
                paired,
                17);
    }

    private Slice slice(String model) {
        return new Slice(
                model,
                "p",
                null,
                "h|ash",
                "bge,vector=0.5,chunks=8",
                List.of("g"),
                List.of(collection),
                "en",
                DAY,
                null);
    }

    private RatingGiven rated(int stars) {
        return rated(id, stars);
    }

    private static RatingGiven rated(AnswerId id, int stars) {
        return new RatingGiven(id, new Rating(1, id.toString(), USER, stars, "見事 | fine", null, null, AT), 23);
    }

    private List<Counted> counted() {
        return get(new RedisCounts(redis).now()).slices().stream()
                .filter(one -> one.slice().collections().contains(collection))
                .toList();
    }

    private Tally tally(String model) {
        return counted().stream()
                .filter(one -> one.slice().model().equals(model))
                .map(Counted::tally)
                .reduce(Tally.NONE, Tally::plus);
    }

    private void forget() {
        keys("*").forEach(key -> get(redis.send(Request.cmd(Command.DEL).arg(key))));
    }

    private List<String> keys(String pattern) {
        Response reply = get(redis.send(Request.cmd(Command.KEYS).arg("kotae:eval:{" + partition + "}:" + pattern)));
        List<String> keys = new ArrayList<>();
        reply.forEach(key -> keys.add(key.toString()));
        return keys;
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}

package dev.kotae.eval;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Rating;
import dev.kotae.common.event.Topics;
import dev.kotae.common.event.Vote;
import dev.kotae.eval.evidence.Counted;
import dev.kotae.eval.evidence.Counts;
import dev.kotae.eval.evidence.RedisCounts;
import dev.kotae.eval.evidence.Tally;
import dev.kotae.local.testing.LocalParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is erased, by its user or by time, is gone from Kafka and from every number. */
@QuarkusTest
@QuarkusTestResource(KafkaAndRedis.class)
class ErasureIT {

    private static EventSender events;

    private final String collection = "it-" + UUID.randomUUID();
    private final String user = "user/|" + UUID.randomUUID();

    @Inject
    RedisCounts counts;

    @BeforeAll
    static void connect() {
        events = new EventSender();
    }

    @AfterAll
    static void disconnect() {
        events.close();
    }

    @Test
    void allOfAUserIsErasedAndNothingOfOthers() {
        // Given a user with a rated pair and a vote, and another user's rated answer
        AnswerId first = Answers.newId(user);
        AnswerId second = AnswerId.sign(first.questionId(), 2, user, Answers.KEY);
        AnswerId others = Answers.newId();
        give(Answers.at(first, user, collection, Answers.AT));
        give(Answers.at(second, user, collection, Answers.AT));
        give(Answers.at(others, Answers.USER, collection, Answers.AT));
        rate(first, user, Answers.AT);
        rate(others, Answers.USER, Answers.AT);
        Vote vote = new Vote(1, List.of(first.toString(), second.toString()), null, user, "x", null, Answers.AT);
        events.send(Topics.RATINGS, first, vote.key(first.questionId()), EventJson.write(vote));
        await().untilAsserted(() -> assertThat(tally().stars().total()).isEqualTo(2));
        // When
        asked("eve", "others")
                .queryParam("user", user)
                .delete("/api/ratings")
                .then()
                .statusCode(403);
        assertThat(tally().answers()).isEqualTo(3);
        asked(user, "none")
                .delete("/api/ratings")
                .then()
                .statusCode(200)
                .body("answers", equalTo(2))
                .body("ratings", equalTo(1))
                .body("votes", equalTo(1));
        // Then
        await().untilAsserted(() -> assertThat(tally().answers()).isEqualTo(1));
        await().untilAsserted(() -> assertThat(tally().stars().total()).isEqualTo(1));
        assertThat(latest(Topics.ANSWERS, first)).containsEntry(first.toString(), false);
        assertThat(latest(Topics.ANSWERS, second)).containsEntry(second.toString(), false);
        assertThat(latest(Topics.RATINGS, first))
                .containsEntry(Rating.key(first.toString(), user), false)
                .containsEntry(Vote.key(first.questionId(), user), false);
        assertThat(latest(Topics.ANSWERS, others)).containsEntry(others.toString(), true);
    }

    @Test
    void oneOfTheGroupThatMayErasesWhatIsKeptOfAnother() {
        AnswerId id = Answers.newId(user);
        give(Answers.at(id, user, collection, Answers.AT));
        await().untilAsserted(() -> assertThat(tally().answers()).isEqualTo(1));
        asked("officer", "privacy")
                .queryParam("user", user)
                .delete("/api/ratings")
                .then()
                .statusCode(200)
                .body("answers", equalTo(1));
        await().untilAsserted(() -> assertThat(tally().answers()).isZero());
    }

    @Test
    void whatIsOlderThanTheRetentionGoesByItself() {
        Instant old = Instant.now().minus(Duration.ofDays(9002));
        AnswerId expired = Answers.newId(user);
        AnswerId kept = Answers.newId(user);
        rate(expired, user, Answers.AT);
        rate(kept, user, Answers.AT);
        give(Answers.at(kept, user, collection, Answers.AT));
        give(Answers.at(expired, user, collection, old));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(latest(Topics.ANSWERS, expired))
                .containsEntry(expired.toString(), false));
        await().untilAsserted(() ->
                assertThat(latest(Topics.RATINGS, expired)).containsEntry(Rating.key(expired.toString(), user), false));
        await().untilAsserted(() -> assertThat(tally().answers()).isEqualTo(1));
        assertThat(tally().stars().total()).isEqualTo(1);
        assertThat(latest(Topics.RATINGS, kept)).containsEntry(Rating.key(kept.toString(), user), true);
    }

    /** Whether the last record of each key of the answer's partition has a value. */
    private static Map<String, Boolean> latest(String topic, AnswerId id) {
        TopicPartition partition = new TopicPartition(topic, EventSender.partition(id));
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", LocalParts.kafka().bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            Map<String, Boolean> latest = new HashMap<>();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    latest.put(record.key(), record.value() != null);
                }
            }
            return latest;
        }
    }

    private Tally tally() {
        Counts now = counts.now().await().atMost(Duration.ofSeconds(5));
        return Tally.sum(now.slices().stream()
                .filter(one -> one.slice().collections().contains(collection))
                .map(Counted::tally)
                .toList());
    }

    private void give(AnswerCompleted answer) {
        events.answer(answer);
    }

    private void rate(AnswerId id, String who, Instant at) {
        Rating rating = new Rating(1, id.toString(), who, 5, "secret", null, null, at);
        events.send(Topics.RATINGS, id, rating.key(), EventJson.write(rating));
    }

    private static io.restassured.specification.RequestSpecification asked(String user, String groups) {
        return given().header("X-Kotae-User", user)
                .header("X-Kotae-Groups", groups)
                .contentType("application/json");
    }
}

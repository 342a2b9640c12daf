package dev.kotae.eval;

import static dev.kotae.eval.Answers.KEY;
import static dev.kotae.eval.Answers.USER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Topics;
import dev.kotae.common.event.Vote;
import dev.kotae.eval.evidence.Judged;
import dev.kotae.eval.evidence.RedisCounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Votes as front ends send them, beside a real Kafka and a real Redis. */
@QuarkusTest
@QuarkusTestResource(KafkaAndRedis.class)
class VotesIT {

    private static EventSender events;

    private final String collection = "it-" + UUID.randomUUID();
    private final AnswerId first = Answers.newId();
    private final AnswerId second = AnswerId.sign(first.questionId(), 2, USER, KEY);

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
    void aVoteTellsWhoWroteTheAnswersAndIsCountedWithItsOrder() {
        showPair();
        vote(second, first, second)
                .statusCode(200)
                .body("preferred", equalTo(second.toString()))
                .body("models[0].answer", equalTo(second.toString()))
                .body("models[0].model", equalTo("n"))
                .body("models[1].model", equalTo("m"))
                .body("models[1].provider", equalTo("provider"));
        await().untilAsserted(() -> assertThat(judged()).get().satisfies(judged -> {
            assertThat(judged.first().slice().model()).isEqualTo("m");
            assertThat(judged.ballot().preferred()).isEqualTo(2);
            assertThat(judged.ballot().secondShownFirst()).isTrue();
        }));
        asked().get("/api/votes/" + first).then().statusCode(200).body("comment", equalTo("それは"));
    }

    @Test
    void aVoteIsChangedToATieAndWithdrawn() {
        showPair();
        vote(first, second, first).statusCode(200);
        vote(first, second, null).statusCode(200).body("preferred", nullValue());
        await().untilAsserted(() -> assertThat(judged().map(Judged::ballot).map(Judged.Ballot::preferred))
                .contains(0));
        asked().delete("/api/votes/" + second).then().statusCode(204);
        await().untilAsserted(() -> assertThat(judged()).isEmpty());
        asked().get("/api/votes/" + first).then().statusCode(404).body("code", equalTo("not-found"));
    }

    @Test
    void aVoteFromTheTopicCountsLikeOneByHttp() {
        showPair();
        Vote vote = Answers.vote(first, second, first.toString());
        send(Topics.RATINGS, vote.key(first.questionId()), EventJson.write(vote));
        await().untilAsserted(() -> assertThat(judged().map(Judged::ballot).map(Judged.Ballot::preferred))
                .contains(1));
    }

    @Test
    void aVoteWhoseAnswersComeLateIsKeptAndSaysSo() {
        vote(first, second, first)
                .statusCode(503)
                .header("Retry-After", "1")
                .body("code", equalTo("models-not-known-yet"))
                .body("kept", equalTo(true));
        showPair();
        await().untilAsserted(() -> assertThat(judged().map(Judged::ballot).map(Judged.Ballot::preferred))
                .contains(1));
        vote(first, second, first).statusCode(200).body("models[1].model", equalTo("n"));
    }

    @Test
    void answersThatStoodAloneAreNotVotedOn() {
        publish(Answers.answered(first, "m", collection));
        publish(Answers.answered(second, "n", collection));
        await().untilAsserted(
                        () -> vote(first, second, first).statusCode(409).body("code", equalTo("not-shown-together")));
        vote(first, AnswerId.sign(AnswerId.newQuestionId(), 2, USER, KEY), null)
                .statusCode(409)
                .body("code", equalTo("not-shown-together"));
        assertThat(judged()).isEmpty();
    }

    @Test
    void onlyTheAskerVotesReadsAndWithdraws() {
        AnswerId foreign = AnswerId.sign(first.questionId(), 2, "bob", KEY);
        vote(first, foreign, first).statusCode(403).body("code", equalTo("not-your-answer"));
        asked().get("/api/votes/" + foreign).then().statusCode(403);
        asked().delete("/api/votes/" + foreign).then().statusCode(403);
        asked().get("/api/votes/x").then().statusCode(400).body("code", equalTo("invalid-answer-id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"answers\":[\"a\"],\"preferred\":null}",
                "{\"answers\":[\"a\",\"a\"],\"preferred\":null}",
                "{\"answers\":[\"a\",\"b\"]}",
                "{\"answers\":[\"a\",\"b\"],\"preferred\":\"c\"}",
                "{\"answers\":[\"a\",1],\"preferred\":null}",
                "{\"answers\":[\"a\",\"b\"],\"preferred\":\"a\",\"comment\":5}",
            })
    void badVotesAreRefusedInPlainWords(String body) {
        asked().body(body)
                .post("/api/votes")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-request"));
    }

    private void showPair() {
        publish(Answers.paired(first, second.toString(), "m", collection));
        publish(Answers.paired(second, first.toString(), "n", collection));
    }

    private Optional<Judged> judged() {
        return counts.now().await().atMost(Duration.ofSeconds(5)).judged().stream()
                .filter(one -> one.questionId().equals(first.questionId()))
                .findFirst();
    }

    private static ValidatableResponse vote(AnswerId one, AnswerId other, AnswerId preferred) {
        return asked().body(new String(
                                EventJson.write(new java.util.TreeMap<>(Map.of(
                                        "answers", List.of(one.toString(), other.toString()),
                                        "preferred",
                                                Optional.ofNullable(preferred)
                                                        .map(AnswerId::toString)
                                                        .orElse("-"),
                                        "comment", "それは"))),
                                StandardCharsets.UTF_8)
                        .replace("\"-\"", "null"))
                .post("/api/votes")
                .then();
    }

    private void publish(AnswerCompleted answer) {
        send(Topics.ANSWERS, answer.id(), EventJson.write(answer));
    }

    private void send(String topic, String key, byte[] value) {
        events.send(topic, first, key, value);
    }

    private static io.restassured.specification.RequestSpecification asked() {
        return given().header("X-Kotae-User", USER).contentType("application/json");
    }
}

package dev.kotae.eval;

import static dev.kotae.eval.Answers.USER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is handed out for fine-tuning, read back from a real Kafka. */
@QuarkusTest
@QuarkusTestResource(KafkaAndRedis.class)
class ExportsIT {

    private static EventSender events;

    private final String collection = "it-" + UUID.randomUUID();

    @BeforeAll
    static void connect() {
        events = new EventSender();
    }

    @AfterAll
    static void disconnect() {
        events.close();
    }

    @Test
    void wellRatedAnswersAreChatsEachOnceAndNotWhatWasErased() throws IOException {
        AnswerId good = answered();
        AnswerId same = answered();
        AnswerId bad = answered();
        rate(good, 5);
        rate(same, 4);
        rate(bad, 2);
        awaitRatings(3);
        List<JsonNode> lines = lines("sft", Map.of("limit", 10));
        assertThat(lines).hasSize(1);
        JsonNode line = lines.get(0);
        assertThat(line.path("messages").path(0).path("role").asText()).isEqualTo("user");
        assertThat(line.path("messages").path(1).path("content").asText()).isEqualTo("So.");
        assertThat(line.path("metadata").path("model").asText()).isEqualTo("m");
        assertThat(line.toString()).doesNotContain("\"" + USER + "\"");

        send(good, null);
        send(same, null);

        await().untilAsserted(() -> assertThat(lines("sft", Map.of())).isEmpty());
        assertThat(lines("sft", Map.of("minStars", 1))).hasSize(1);
    }

    @Test
    void aVoteMakesAPair() throws IOException {
        AnswerId one = Answers.newId();
        AnswerId two = AnswerId.sign(one.questionId(), 2, USER, Answers.KEY);
        send(one, paired(one, two, "a", "The better one."));
        send(two, paired(two, one, "b", "The worse one."));
        events.flush();
        asked().contentType("application/json")
                .body(Map.of("answers", List.of(one.toString(), two.toString()), "preferred", one.toString()))
                .post("/api/votes")
                .then()
                .statusCode(200);
        await().untilAsserted(() -> assertThat(lines("preferences", Map.of())).hasSize(1));
        JsonNode pair = lines("preferences", Map.of()).get(0);
        assertThat(pair.path("judgedBy").asText()).isEqualTo("vote");
        assertThat(pair.path("chosen").path(0).path("content").asText()).isEqualTo("The better one.");
        assertThat(pair.path("rejected").path(0).path("content").asText()).isEqualTo("The worse one.");
    }

    @Test
    void whatCannotBeMadeIsSaidPlainly() {
        asked().get("/api/exports/instructlab").then().statusCode(400).body("code", equalTo("invalid-request"));
        asked().queryParam("domain", "d")
                .queryParam("createdBy", "c")
                .queryParam("outline", "o")
                .queryParam("repo", "r")
                .queryParam("commit", "c")
                .queryParam("pattern", "*.md")
                .get("/api/exports/instructlab")
                .then()
                .statusCode(409)
                .body("code", equalTo("too-few-examples"));
        asked().queryParam("minStars", 6).get("/api/exports/sft").then().statusCode(400);
        asked().get("/api/exports/nothing").then().statusCode(404);
    }

    private AnswerCompleted paired(AnswerId id, AnswerId with, String model, String text) {
        AnswerCompleted a = Answers.answered(id, model, collection);
        return new AnswerCompleted(
                a.schema(),
                a.id(),
                a.user(),
                with.toString(),
                a.origin(),
                a.question(),
                a.condensedQuestion(),
                a.language(),
                a.collections(),
                a.requestedModel(),
                a.model(),
                a.promptId(),
                a.promptHash(),
                a.parameters(),
                a.retrieval(),
                a.sources(),
                a.citations(),
                a.outcome(),
                a.finishReason(),
                a.error(),
                a.timings(),
                a.tokens(),
                a.cost(),
                text,
                a.at());
    }

    private AnswerId answered() {
        AnswerId id = Answers.newId();
        send(id, Answers.answered(id, "m", collection));
        return id;
    }

    private static void send(AnswerId id, AnswerCompleted answer) {
        events.send(Topics.ANSWERS, id, id.toString(), answer == null ? null : EventJson.write(answer));
        events.flush();
    }

    private static void rate(AnswerId id, int stars) {
        given().header("X-Kotae-User", USER)
                .contentType("application/json")
                .body(Map.of("stars", stars))
                .put("/api/ratings/" + id)
                .then()
                .statusCode(200);
    }

    private void awaitRatings(int count) {
        await().untilAsserted(() ->
                asked().get("/api/reports/models").then().body("models[0].ratings.count", equalTo(count)));
    }

    private List<JsonNode> lines(String name, Map<String, ?> query) throws IOException {
        String body = asked().queryParams(query)
                .get("/api/exports/" + name)
                .then()
                .statusCode(200)
                .contentType(startsWith("application/x-ndjson"))
                .extract()
                .asString();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : body.split("\n")) {
            if (!line.isEmpty()) {
                lines.add(new ObjectMapper().readTree(line));
            }
        }
        return lines;
    }

    private RequestSpecification asked() {
        return given().header("X-Kotae-User", USER).queryParam("collection", collection);
    }
}

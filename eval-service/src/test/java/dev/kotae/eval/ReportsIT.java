package dev.kotae.eval;

import static dev.kotae.eval.Answers.USER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What analysts see beside the report on models, with a real Kafka and a real Redis. */
@QuarkusTest
@QuarkusTestResource(KafkaAndRedis.class)
class ReportsIT {

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
    void aPinnedReportKeepsItsNumbersWhateverIsCountedLater() {
        AnswerId first = rated(2, null);
        awaitRatings(1);
        String link = asked().post("/api/reports/pinned")
                .then()
                .statusCode(201)
                .header("Location", containsString("/api/reports/pinned/"))
                .extract()
                .header("Location")
                .replaceFirst("^https?://[^/]+", "");
        JsonPath pinned = given().header("X-Kotae-User", USER).get(link).jsonPath();
        rated(5, null);
        awaitRatings(2);

        JsonPath later = given().header("X-Kotae-User", USER).get(link).jsonPath();

        assertThat(later.getMap("")).isEqualTo(pinned.getMap(""));
        assertThat(later.getInt("models[0].ratings.count")).isEqualTo(1);
        assertThat(later.getString("filter.collection")).isEqualTo(collection);
        assertThat(later.getLong("positions.'" + Topics.ANSWERS + "-" + EventSender.partition(first) + "'"))
                .isPositive();
        for (String format : new String[] {"csv", "md", "html"}) {
            given().header("X-Kotae-User", USER)
                    .queryParam("format", format)
                    .get(link)
                    .then()
                    .statusCode(200)
                    .body(containsString("m"));
        }
        for (String id : new String[] {"0-0-0123456789abcdef", "0-999999-0123456789abcdef", "nonsense"}) {
            given().header("X-Kotae-User", USER)
                    .get("/api/reports/pinned/" + id)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("not-found"));
        }
    }

    @Test
    void theWorstRatedAnswersComeWithTheirQuestionCommentAndPrompt() {
        rated(5, null);
        AnswerId worst = rated(1, "違います");
        awaitRatings(2);
        asked().queryParam("limit", 1)
                .get("/api/reports/answers")
                .then()
                .statusCode(200)
                .body("answers", hasSize(1))
                .body("answers[0].id", equalTo(worst.toString()))
                .body("answers[0].stars", equalTo(1))
                .body("answers[0].comment", equalTo("違います"))
                .body("answers[0].question", equalTo("How?"))
                .body("answers[0].promptHash", equalTo("abc"))
                .body("answers[0].text", equalTo("So."));
        given().header("X-Kotae-User", USER)
                .queryParam("limit", 51)
                .get("/api/reports/answers")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-request"));
    }

    @Test
    void slicesChangesAndCurvesComeAsJsonAndAsCsv() {
        rated(4, null);
        awaitRatings(1);
        asked().queryParam("by", "language,day")
                .get("/api/reports/slices")
                .then()
                .statusCode(200)
                .body("rows", hasSize(1))
                .body("rows[0].slice.language", equalTo("en"))
                .body("rows[0].report.ratings.count", equalTo(1))
                .body("rows[0].small", equalTo(true));
        asked().queryParam("by", "language")
                .queryParam("format", "csv")
                .get("/api/reports/slices")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .body(startsWith("language,model,"));
        asked().queryParam("by", "colour")
                .get("/api/reports/slices")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-request"));
        asked().get("/api/reports/changes").then().statusCode(200).body("changes", hasSize(0));
        asked().queryParam("part", "first-token")
                .get("/api/reports/latencies")
                .then()
                .statusCode(200)
                .body("curves[0].count", equalTo(1))
                .body("curves[0].points[0].share", equalTo(1.0f));
        asked().queryParam("part", "nothing")
                .get("/api/reports/latencies")
                .then()
                .statusCode(400);
    }

    private AnswerId rated(int stars, String comment) {
        AnswerId id = Answers.newId();
        events.answer(Answers.answered(id, "m", collection));
        events.flush();
        given().header("X-Kotae-User", USER)
                .contentType("application/json")
                .body(comment == null ? Map.of("stars", stars) : Map.of("stars", stars, "comment", comment))
                .put("/api/ratings/" + id)
                .then()
                .statusCode(200);
        return id;
    }

    private void awaitRatings(int count) {
        await().untilAsserted(() -> asked().get("/api/reports/models")
                .then()
                .statusCode(200)
                .body("models[0].ratings.count", equalTo(count)));
    }

    private RequestSpecification asked() {
        return given().header("X-Kotae-User", USER).queryParam("collection", collection);
    }
}

package dev.kotae.eval.experiment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.common.event.AnswerId;
import dev.kotae.eval.Answers;
import dev.kotae.eval.EventSender;
import dev.kotae.eval.KafkaAndRedis;
import dev.kotae.eval.ReplayingQueryService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real questions are asked once more, each once, whatever is away meanwhile, and compared question by question. */
@QuarkusTest
@QuarkusTestResource(KafkaAndRedis.class)
class ExperimentsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EventSender events;

    private final String id = "e" + UUID.randomUUID().toString().substring(0, 8);
    private final String collection = "it-" + id;
    private final String candidate = "steady-" + id;

    ReplayingQueryService query;

    @BeforeAll
    static void connect() {
        events = new EventSender();
    }

    @AfterAll
    static void disconnect() {
        events.close();
    }

    @Test
    void everyQuestionIsAskedOnceOfBothFromTheChunksOfThen() throws IOException {
        List<String> questions = ask(12);

        begin(body("inventing-" + id, candidate, "\"size\":10")).then().statusCode(201);
        JsonNode report = ended(State.COMPLETED);

        assertThat(report.path("drawn").asInt()).isEqualTo(10);
        assertThat(report.path("asked").asInt()).isEqualTo(10);
        assertThat(report.at("/candidate/answered/share").asDouble()).isEqualTo(1);
        assertThat(report.at("/baseline/grounded/share").asDouble()).isZero();
        assertThat(report.at("/candidate/totalMillis/p50").asDouble()).isCloseTo(100, within(1.0));
        assertThat(report.at("/candidate/cost/USD").asDouble()).isEqualTo(2.5);
        assertThat(difference(report, "grounded").path("better").asInt()).isEqualTo(10);
        assertThat(difference(report, "answered").path("same").asInt()).isEqualTo(10);
        List<JsonNode> asked = query.asked(candidate);
        assertThat(asked).hasSize(10);
        assertThat(new HashSet<>(asked)).hasSize(10);
        assertThat(asked).allSatisfy(request -> {
            assertThat(request.at("/sources/0/text").asText()).isEqualTo("The kiln is fired at 1280 degrees.");
            assertThat(request.path("user").asText()).isEqualTo(Answers.USER);
            assertThat(request.path("number").asInt()).isEqualTo(2);
            assertThat(request.path("experiment").asText()).isEqualTo(id);
        });
        assertThat(questions.stream().map(question -> Trials.questionId(id, question)))
                .containsAll(asked.stream()
                        .map(request -> request.path("questionId").asText())
                        .toList());

        // The same again tells of it, another plan under its name is refused
        begin(body("inventing-" + id, candidate, "\"size\":10")).then().statusCode(200);
        begin(body("inventing-" + id, candidate, "\"size\":9"))
                .then()
                .statusCode(409)
                .body("code", equalTo("experiment-exists"));
        assertThat(query.asked(candidate)).hasSize(10);
    }

    @Test
    void anExperimentIsCancelledAndGoesOnWhereItStood() throws IOException {
        ask(6);
        query.refuse(candidate, 1); // busy at first: it is waited for

        begin(body("steady-other", candidate, "\"perMinute\":120")).then().statusCode(201);
        await().atMost(PATIENCE).until(() -> report().path("asked").asInt() >= 2);
        post("/cancel").then().statusCode(200).body("state", equalTo("cancelled"));
        JsonNode cancelled = settled();

        assertThat(cancelled.path("state").asText()).isEqualTo("cancelled");
        assertThat(cancelled.path("asked").asInt()).isLessThan(6);
        post("/resume").then().statusCode(200).body("state", equalTo("running"));
        JsonNode report = ended(State.COMPLETED);
        assertThat(report.path("asked").asInt()).isEqualTo(6);
        // One refusal, and at most one question that was under way when it was cancelled
        assertThat(query.asked(candidate).size()).isBetween(7, 8);
        post("/cancel").then().statusCode(409).body("code", equalTo("not-running"));
        post("/resume").then().statusCode(409).body("code", equalTo("completed"));
    }

    @Test
    void theGateOpensOnlyForWhatIsSurelyNotWorse() throws IOException {
        ask(40);
        begin(body("steady-base", candidate, "\"size\":40")).then().statusCode(201);
        ended(State.COMPLETED);
        gate("margin=0.2").then().statusCode(200).body("decision", equalTo("open"));
        gate("margin=0.02")
                .then()
                .statusCode(409)
                .body("code", equalTo("gate-undecided"))
                .body("gate.measures[0].furtherQuestions", org.hamcrest.Matchers.greaterThan(100));
        gate("margin=tall").then().statusCode(400);
        gate("measures=beauty").then().statusCode(400);

        begin(body("steady-base", "inventing-" + id, "\"size\":40").replace(id + "\",\"b", id + "-b\",\"b"))
                .then()
                .statusCode(201);
        await().atMost(PATIENCE)
                .until(() -> report(id + "-b").path("state").asText().equals("completed"));
        get("/api/experiments/" + id + "-b/gate?margin=0.2")
                .then()
                .statusCode(409)
                .body("code", equalTo("gate-closed"))
                .body("gate.measures[1].difference.worse", equalTo(40));
        get("/api/experiments/" + id + "-b/gate?measures=answered&margin=0.2")
                .then()
                .statusCode(200)
                .body("decision", equalTo("open"));
    }

    @Test
    void aModelThatIsNotThereEndsItWithItsReason() throws IOException {
        ask(2);
        begin(body("steady-base", "missing-" + id, "\"size\":2")).then().statusCode(201);
        assertThat(ended(State.FAILED).path("reason").asText()).isEqualTo("There is no model");
        get("/api/experiments/nowhere").then().statusCode(404);
        begin(body("steady-base", candidate, "\"questions\":{\"collection\":\"nobody-asked\"}")
                        .replace(id + "\",\"b", id + "-c\",\"b"))
                .then()
                .statusCode(422)
                .body("code", equalTo("no-questions"));
    }

    private enum State {
        COMPLETED,
        FAILED
    }

    private JsonNode ended(State state) throws IOException {
        await().atMost(PATIENCE).until(() -> report().path("state").asText().equalsIgnoreCase(state.name()));
        return report();
    }

    /** The report once nothing is under way any more. */
    private JsonNode settled() throws IOException {
        int[] before = {-1};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1200)).until(() -> {
            int now = query.asked(candidate).size();
            boolean same = now == before[0];
            before[0] = now;
            return same;
        });
        return report();
    }

    private String body(String baseline, String candidate, String more) {
        String questions = more.contains("questions") ? "" : ",\"questions\":{\"collection\":\"" + collection + "\"}";
        String pace = more.contains("perMinute") ? "" : ",\"perMinute\":6000";
        return "{\"id\":\"%s\",\"baseline\":{\"model\":\"%s\"},\"candidate\":{\"model\":\"%s\"},%s%s%s}"
                .formatted(id, baseline, candidate, more, questions, pace);
    }

    private static Response begin(String body) {
        return given().header("X-Kotae-User", "ann")
                .contentType("application/json")
                .body(body)
                .post("/api/experiments");
    }

    private Response post(String path) {
        return given().header("X-Kotae-User", "ann").post("/api/experiments/" + id + path);
    }

    private Response gate(String query) {
        return get("/api/experiments/" + id + "/gate?" + query);
    }

    private static Response get(String path) {
        return given().header("X-Kotae-User", "ann").get(path);
    }

    private JsonNode report() throws IOException {
        return report(id);
    }

    private static JsonNode report(String id) throws IOException {
        return JSON.readTree(get("/api/experiments/" + id).asString());
    }

    private static JsonNode difference(JsonNode report, String measure) {
        for (JsonNode difference : report.path("differences")) {
            if (difference.path("measure").asText().equals(measure)) {
                return difference;
            }
        }
        throw new AssertionError(report);
    }

    /** Publishes answers with chunks, and waits until they are counted. */
    private List<String> ask(int questions) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            AnswerId answer = Answers.newId();
            ids.add(answer.questionId());
            events.answer(
                    Answers.sourced(Answers.answered(answer, "m", collection), "The kiln is fired at 1280 degrees."));
        }
        events.flush();
        await().atMost(PATIENCE)
                .until(() -> get("/api/reports/models?collection=" + collection)
                                .jsonPath()
                                .getList("models.answers", Integer.class)
                                .stream()
                                .mapToInt(Integer::intValue)
                                .sum()
                        == questions);
        return ids;
    }
}

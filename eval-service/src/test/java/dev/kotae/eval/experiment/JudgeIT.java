package dev.kotae.eval.experiment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Topics;
import dev.kotae.common.event.Vote;
import dev.kotae.eval.Answers;
import dev.kotae.eval.EventSender;
import dev.kotae.eval.KafkaAndRedis;
import dev.kotae.eval.ReplayingQueryService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A judge's word counts where it agrees with people's votes, in both orders, and nowhere else. */
@QuarkusTest
@QuarkusTestResource(KafkaAndRedis.class)
class JudgeIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int PAIRS = 60;
    private static final int USERS = 12;

    private static EventSender events;

    private final String id = "j" + UUID.randomUUID().toString().substring(0, 8);
    private final String collection = "it-" + id;
    private final String judge = "judge-" + id;

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
    void aJudgeThatAgreesWithPeopleCountsAndStaysApartFromThem() throws IOException {
        vote(PAIRS);
        query.judge(judge, JudgeIT::better);

        begin(30, "steady-good", 60).then().statusCode(201);
        JsonNode report = ended();

        JsonNode told = report.path("judge");
        assertThat(told.at("/trust/status").asText()).as(told.toString()).isEqualTo("calibrated");
        assertThat(told.at("/calibration/pairs").asInt()).isEqualTo(PAIRS);
        assertThat(told.at("/calibration/users").asInt()).isEqualTo(USERS);
        // Of sixty people's votes three are for the worse answer
        assertThat(told.at("/calibration/agreement").asDouble()).isCloseTo(0.95, within(1e-9));
        assertThat(told.at("/calibration/low").asDouble()).isBetween(0.6, 0.95);
        assertThat(told.at("/position/flipped/share").asDouble()).isZero();
        assertThat(told.at("/preferred/better").asInt()).isEqualTo(30);
        assertThat(told.path("models").get(0).asText()).isEqualTo(judge + " (1)");
        assertThat(told.path("prompts").get(0).asText()).isEqualTo("judge-en h");
        assertThat(report.path("differences")).hasSize(2);
        // Each pair was shown in both orders, from the chunks of then
        List<JsonNode> asked = query.asked(judge);
        assertThat(asked).hasSize(2 * (PAIRS + 30));
        assertThat(asked).allSatisfy(one -> assertThat(one.at("/sources/0/text").asText())
                .isEqualTo("The kiln is fired at 1280 degrees."));

        gate("preferred").then().statusCode(200).body("measures[0].difference.better", equalTo(30));
        gate("").then().body("measures.size()", equalTo(2));
        // What people said is as it was
        get("/api/reports/models?collection=" + collection)
                .then()
                .body("models.votes.count", org.hamcrest.Matchers.everyItem(equalTo(PAIRS)));
    }

    @Test
    void aJudgeThatLooksAtThePlaceAloneIsRefused() throws IOException {
        vote(PAIRS);
        query.judge(judge, request -> "first");

        begin(10, "steady-good", 60);
        JsonNode told = ended().path("judge");

        assertThat(told.at("/trust/status").asText()).isEqualTo("refused");
        assertThat(told.at("/trust/code").asText()).isEqualTo("kappa-below");
        assertThat(told.at("/position/flipped/share").asDouble()).isEqualTo(1);
        assertThat(told.at("/position/first").asInt()).isEqualTo(PAIRS + 10);
        assertThat(told.at("/calibration/kappa").asDouble()).isCloseTo(0, within(1e-9));
        assertThat(told.has("preferred")).isFalse();
        gate("answered,preferred")
                .then()
                .statusCode(409)
                .body("code", equalTo("judge-refused"))
                .body("detail", containsString("kappa 0.00"));
        // What needs no judge is not held up by one
        gate("answered").then().statusCode(409).body("code", equalTo("gate-undecided"));
    }

    @Test
    void anAnswerThatTellsTheJudgeWhatToSayWinsNothing() throws IOException {
        vote(PAIRS);
        query.judge(judge, request -> request.toString().contains("cheating") ? "first" : better(request));

        begin(10, "cheating", 60);
        JsonNode told = ended().path("judge");

        assertThat(told.at("/trust/status").asText()).as(told.toString()).isEqualTo("calibrated");
        assertThat(told.at("/preferred/better").asInt()).isZero();
        assertThat(told.at("/preferred/same").asInt()).isEqualTo(10);
        assertThat(told.at("/position/first").asInt()).isEqualTo(10);
    }

    @Test
    void whatCannotBeReadIsCountedAndNotGuessed() throws IOException {
        vote(PAIRS);
        query.judge(judge, request -> "unreadable");

        begin(5, "steady-good", 60);
        JsonNode told = ended().path("judge");

        assertThat(told.at("/trust/code").asText()).isEqualTo("judge-unreadable");
        assertThat(told.at("/calibration/unreadable").asInt()).isEqualTo(PAIRS);
        assertThat(told.path("unreadable").asInt()).isEqualTo(5);
        assertThat(told.at("/position/pairs").asInt()).isZero();
    }

    @Test
    void aJudgeThatIsAwayIsWaitedForAndAnExperimentGoesOnWhereItStood() throws IOException {
        vote(12);
        AtomicInteger away = new AtomicInteger(2);
        query.judge(judge, request -> {
            if (request.toString().contains("steady-good") && away.getAndDecrement() > 0) {
                return "503";
            }
            return better(request);
        });

        begin(4, "steady-good", 12, 120).then().statusCode(201);
        await().atMost(PATIENCE)
                .until(() -> report().at("/judge/calibration/judged").asInt() >= 2);
        post("/cancel").then().statusCode(200).body("state", equalTo("cancelled"));
        assertThat(report().at("/judge/trust/status").asText()).isEqualTo("calibrating");
        post("/resume").then().statusCode(200);
        JsonNode told = ended().path("judge");

        assertThat(told.at("/judged").asInt()).isEqualTo(4);
        assertThat(told.at("/failed").asInt()).isZero();
        assertThat(told.at("/trust/code").asText()).isEqualTo("too-few-votes");
        assertThat(told.at("/trust/furtherVotes").asInt()).isEqualTo(38);
        // What waits for the judge does not ask the models anew
        assertThat(query.asked("steady-good").stream()
                        .filter(one -> one.path("experiment").asText().equals(id)))
                .hasSize(4);
        assertThat(query.asked(judge).size()).isBetween(2 * 12 + 2 * 4 + 2, 2 * 12 + 2 * 4 + 4);
    }

    @Test
    void aJudgeThatFailsOnSomethingEveryTimeHasFailedOnIt() throws IOException {
        vote(1);
        query.judge(judge, request -> request.path("first").asText().startsWith("So says") ? "502" : better(request));
        begin(1, "steady-good", 1);
        JsonNode told = ended().path("judge");
        assertThat(told.path("failed").asInt()).isEqualTo(1);
        assertThat(told.at("/calibration/pairs").asInt()).isEqualTo(1);
    }

    @Test
    void aJudgeIsNeitherOfTheTwoAndHasTheChunks() {
        String two = "{\"baseline\":{\"model\":\"a\"},\"candidate\":{\"model\":\"b\"},";
        for (String more : List.of(
                "\"judge\":{\"model\":\"b\"}}",
                "\"judge\":{\"model\":\"c\"},\"retrieval\":\"fresh\"}",
                "\"judge\":{\"model\":\"\"}}",
                "\"judge\":{\"model\":\"c\",\"kappa\":0.1}}")) {
            given().header("X-Kotae-User", "ann")
                    .contentType("application/json")
                    .body(two + more)
                    .post("/api/experiments")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid-request"))
                    .body("detail", containsString("judge"));
        }
        query.judge(judge, JudgeIT::better);
        gate("preferred").then().statusCode(404);
    }

    /** Prefers what is good; of two that are or are not, neither. */
    private static String better(JsonNode request) {
        boolean first = request.path("first").asText().contains("good");
        boolean second = request.path("second").asText().contains("good");
        return first == second ? "tie" : first ? "first" : "second";
    }

    private Response begin(int size, String candidate, int votes) {
        return begin(size, candidate, votes, 6000);
    }

    private Response begin(int size, String candidate, int votes, int perMinute) {
        String body =
                """
                {"id":"%s","baseline":{"model":"steady-base"},"candidate":{"model":"%s"},"size":%d,"perMinute":%d,
                 "questions":{"collection":"%s"},"judge":{"model":"%s","votes":%d}}"""
                        .formatted(id, candidate, size, perMinute, collection, judge, votes);
        return given().header("X-Kotae-User", "ann")
                .contentType("application/json")
                .body(body)
                .post("/api/experiments");
    }

    private JsonNode ended() throws IOException {
        await().atMost(PATIENCE).until(() -> report().path("state").asText().equals("completed"));
        return report();
    }

    private JsonNode report() throws IOException {
        return JSON.readTree(get("/api/experiments/" + id).asString());
    }

    private Response post(String path) {
        return given().header("X-Kotae-User", "ann").post("/api/experiments/" + id + path);
    }

    private Response gate(String measures) {
        return get("/api/experiments/" + id + "/gate?margin=0.25&measures=" + measures);
    }

    private static Response get(String path) {
        return given().header("X-Kotae-User", "ann").get(path);
    }

    /**
     * Publishes pairs of answers, a good one and a poor one (every fourth pair: two poor ones), shown in either order, with the votes of
     * some users; each twentieth vote is for the poor one. Waits until all are counted.
     */
    private void vote(int pairs) {
        for (int i = 0; i < pairs; i++) {
            String user = "user-" + i % USERS;
            AnswerId one = Answers.newId(user);
            AnswerId two = AnswerId.sign(one.questionId(), 2, user, Answers.KEY);
            boolean tie = i % 4 == 3;
            publish(one, two, user, tie ? "A poor answer." : "A good answer.");
            publish(two, one, user, "A poor answer.");
            String preferred = tie ? null : i % 20 == 4 ? two.toString() : one.toString();
            boolean turned = i % 2 == 1;
            Vote vote = new Vote(
                    Vote.SCHEMA,
                    turned ? List.of(two.toString(), one.toString()) : List.of(one.toString(), two.toString()),
                    preferred,
                    user,
                    null,
                    null,
                    Answers.AT);
            events.send(Topics.RATINGS, one, vote.key(one.questionId()), EventJson.write(vote));
        }
        events.flush();
        await().atMost(PATIENCE)
                .until(() -> get("/api/reports/models?collection=" + collection)
                                .jsonPath()
                                .getList("models.votes.count", Integer.class)
                                .stream()
                                .mapToInt(Integer::intValue)
                                .sum()
                        == 2 * pairs);
    }

    private void publish(AnswerId id, AnswerId with, String user, String text) {
        AnswerCompleted completed = Answers.sourced(
                Answers.paired(id, with.toString(), id.number() == 1 ? "m" : "n", collection),
                "The kiln is fired at 1280 degrees.");
        ObjectNode json = json(completed);
        json.put("user", user).put("text", text);
        events.send(Topics.ANSWERS, id, id.toString(), json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode json(AnswerCompleted completed) {
        try {
            return (ObjectNode) JSON.readTree(EventJson.write(completed));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

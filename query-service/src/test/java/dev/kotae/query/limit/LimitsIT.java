package dev.kotae.query.limit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.local.testing.Script;
import dev.kotae.local.testing.ScriptedModels;
import dev.kotae.query.IndexedCollection;
import dev.kotae.query.PublishedAnswers;
import dev.kotae.query.QueryParts;
import dev.kotae.query.ReadyModels;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks for too much hears so before any model is called; nobody else notices. */
@QuarkusTest
@QuarkusTestResource(QueryParts.class)
class LimitsIT {

    private static final int A_MINUTE = 3;
    private static final int AT_ONCE = 2;
    private static final int A_DAY = 40;

    /** Users with small limits, see {@link QueryParts}; everybody else has none that a test would reach. */
    private static final String HASTY = "limited to 3 a minute";

    private static final String FLOODING = "limited to 4 a minute";
    private static final long RECORDED_A_MINUTE = 6;
    private static final String SPENT_AGENT = "limited to 1 token a day";
    private static final String BUSY = "limited to 2 at once";
    private static final String SPENDER = "limited to 40 tokens a day";

    private static final String TEXT = "Receipts are kept for seven days.";

    private final String somebodyElse = "user-" + UUID.randomUUID();
    private final String model = "model-" + UUID.randomUUID();

    ScriptedModels models;

    @Inject
    IndexedCollection collection;

    @Inject
    Redis redis;

    @TestHTTPResource("/")
    URI service;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @BeforeEach
    void aDocument() {
        collection.add("receipts.md", TEXT);
        offer(Script.says(TEXT + " [1]"));
    }

    @Test
    void whoAsksTooOftenHearsWhenToComeAgain() {
        int served = 0;
        while (search(HASTY).extract().statusCode() == 200) {
            served++;
        }

        assertThat(served).isBetween(A_MINUTE, A_MINUTE + 1);
        search(HASTY)
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .header("RateLimit-Limit", equalTo("3"))
                .header("RateLimit-Remaining", equalTo("0"))
                .header("RateLimit-Reset", notNullValue())
                .header("Content-Security-Policy", notNullValue())
                .body("code", equalTo("rate-limited"));
        ask(HASTY).statusCode(429).header("Retry-After", notNullValue());
        by(HASTY)
                .get("/v1/models")
                .then()
                .statusCode(429)
                .contentType("application/json")
                .body("error.code", equalTo("rate-limited"));
        assertThat(models.calls(model)).isEmpty();
        search(somebodyElse).statusCode(200).header("RateLimit-Remaining", equalTo("999999"));
        given().get(management.resolve("/q/metrics"))
                .then()
                .body(containsString("kotae_refused_total{code=\"rate-limited\"}"));
    }

    @Test
    void ofAFloodAFewQuestionsAreRecordedAndAllAreCounted() {
        double before = refused();
        int turnedAway = 0;
        for (int i = 0; i < 40; i++) {
            turnedAway += ask(FLOODING).extract().statusCode() == 429 ? 1 : 0;
        }
        chat(FLOODING).statusCode(429).body("error.code", equalTo("rate-limited"));

        assertThat(turnedAway).isGreaterThanOrEqualTo(30);
        assertThat(refused() - before).isGreaterThanOrEqualTo(turnedAway + 1);
        try (PublishedAnswers published = new PublishedAnswers()) {
            AnswerCompleted refused = published.first(LimitsIT::isOfTheFlood);
            assertThat(refused.error()).isEqualTo("rate-limited");
            assertThat(refused.question()).isEqualTo("How long are receipts kept?");
            assertThat(refused.requestedModel()).isEqualTo(model);
            assertThat(refused.model()).isNull();
            ask(somebodyElse).statusCode(200);
            published.first(answer -> answer.user().equals(somebodyElse));
            assertThat(published.all().stream().filter(LimitsIT::isOfTheFlood).count())
                    .isBetween(1L, RECORDED_A_MINUTE + 2L);
        }
    }

    private static boolean isOfTheFlood(AnswerCompleted answer) {
        return answer.user().equals(FLOODING) && answer.outcome() == Outcome.REFUSED;
    }

    private double refused() {
        return given().get(management.resolve("/q/metrics"))
                .asString()
                .lines()
                .filter(line -> line.startsWith("kotae_refused_total{code=\"rate-limited\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private ValidatableResponse chat(String who) {
        return by(who).body(Map.of("model", model, "messages", List.of(Map.of("role", "user", "content", "How long?"))))
                .post("/v1/chat/completions")
                .then();
    }

    @Test
    void anAgentOverItsLimitsIsToldInTheToolsResultAndItsQuestionIsRecorded() {
        String session = open(SPENT_AGENT);
        for (int questions = 0; spent(SPENT_AGENT) < 1; questions++) {
            assertThat(questions).isLessThan(10);
            ask(SPENT_AGENT).statusCode(200);
            await().until(() -> spent(SPENT_AGENT) > 0);
        }
        int calls = models.calls(model).size();

        tool(SPENT_AGENT, session, "ask", "question", "Of an agent?")
                .statusCode(200)
                .body(containsString("\"isError\":true"))
                .body(containsString("\"code\":\"budget-spent\""));
        tool(SPENT_AGENT, session, "search", "query", TEXT).statusCode(200).body(containsString("\"isError\":false"));

        assertThat(models.calls(model)).hasSize(calls);
        try (PublishedAnswers published = new PublishedAnswers()) {
            AnswerCompleted refused =
                    published.first(answer -> answer.user().equals(SPENT_AGENT) && answer.outcome() == Outcome.REFUSED);
            assertThat(refused.error()).isEqualTo("budget-spent");
            assertThat(refused.question()).isEqualTo("Of an agent?");
        }
    }

    private static String open(String who) {
        return mcp(who).body("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"initialize\", \"params\":"
                        + " {\"protocolVersion\": \"2025-03-26\", \"capabilities\": {}, \"clientInfo\":"
                        + " {\"name\": \"test\", \"version\": \"1\"}}}")
                .post("/mcp")
                .then()
                .statusCode(200)
                .extract()
                .header("Mcp-Session-Id");
    }

    private ValidatableResponse tool(String who, String session, String tool, String name, String value) {
        Map<String, Object> call = Map.of(
                "jsonrpc",
                "2.0",
                "id",
                2,
                "method",
                "tools/call",
                "params",
                Map.of("name", tool, "arguments", Map.of(name, value, "collections", List.of(collection.name()))));
        mcp(who).header("Mcp-Session-Id", session)
                .body("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}")
                .post("/mcp");
        return mcp(who).header("Mcp-Session-Id", session)
                .body(call)
                .post("/mcp")
                .then();
    }

    private static RequestSpecification mcp(String who) {
        return given().contentType("application/json")
                .accept("application/json, text/event-stream")
                .header("X-Kotae-User", who);
    }

    @Test
    void aPlaceIsFreeAgainOnceAStreamEndsOrItsReaderLeaves() throws Exception {
        offer(Script.repeats("word ", 10_000).every(Duration.ofMillis(20)));
        try (Socket first = stream();
                Socket second = stream()) {
            await().until(() -> models.calls(model).size() == AT_ONCE && first.isConnected() && second.isConnected());

            ask(BUSY).statusCode(429).header("Retry-After", equalTo("1")).body("code", equalTo("too-many-at-once"));
            assertThat(models.calls(model)).hasSize(AT_ONCE);
            search(somebodyElse).statusCode(200);
        }
        try (PublishedAnswers published = new PublishedAnswers()) {
            AnswerCompleted refused =
                    published.first(answer -> answer.user().equals(BUSY) && answer.outcome() == Outcome.REFUSED);
            assertThat(refused.error()).isEqualTo("too-many-at-once");
        }
        offer(Script.says(TEXT + " [1]"));
        await().untilAsserted(() -> search(BUSY).statusCode(200));
        ask(BUSY).statusCode(200);
    }

    @Test
    void whoseTokensAreSpentIsAnsweredTomorrowAndCanStillSearch() {
        for (int questions = 0; spent(SPENDER) < A_DAY; questions++) {
            assertThat(questions).isLessThan(10);
            long before = spent(SPENDER);
            ask(SPENDER).statusCode(200);
            await().until(() -> spent(SPENDER) > before);
        }
        int calls = models.calls(model).size();

        int retryAfter = Integer.parseInt(ask(SPENDER)
                .statusCode(429)
                .body("code", equalTo("budget-spent"))
                .extract()
                .header("Retry-After"));
        assertThat(retryAfter).isBetween(1, 86_401);
        assertThat(models.calls(model)).hasSize(calls);
        search(SPENDER).statusCode(200);
        ask(somebodyElse).statusCode(200);
        try (PublishedAnswers published = new PublishedAnswers()) {
            AnswerCompleted refused =
                    published.first(answer -> answer.user().equals(SPENDER) && answer.outcome() == Outcome.REFUSED);
            assertThat(refused.error()).isEqualTo("budget-spent");
        }
    }

    @Test
    void whatTheBuiltInModelWritesCostsNothing() {
        by(somebodyElse).body(request("extractive")).post("/api/answers").then().statusCode(200);
        JsonPath answer = ask(somebodyElse).statusCode(200).extract().jsonPath();
        await().until(() -> spent(somebodyElse) > 0);

        assertThat(spent(somebodyElse)).isEqualTo(answer.getInt("tokens.prompt") + answer.getInt("tokens.completion"));
    }

    @Test
    void noClientRaisesWhatAModelMayWriteOrGetsManyAnswersForOneQuestion() {
        Map<String, Object> chat = new LinkedHashMap<>();
        chat.put("model", model + "@" + collection.name());
        chat.put("messages", List.of(Map.of("role", "user", "content", "How long are receipts kept?")));
        chat.put("max_tokens", 1_000_000_000);

        by(somebodyElse).body(chat).post("/v1/chat/completions").then().statusCode(200);

        assertThat(models.calls(model)).singleElement().satisfies(call -> assertThat(
                        call.request().path("max_tokens").asInt())
                .isBetween(1, 4096));
        chat.put("n", 1000);
        by(somebodyElse).body(chat).post("/v1/chat/completions").then().statusCode(400);
        assertThat(models.calls(model)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a long question", "a long body", "deep", "many headers"})
    void whatIsTooLargeIsRefusedBeforeAnyModelIsCalled(String what) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve("/api/answers"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("X-Kotae-User", somebodyElse);
        String body =
                switch (what) {
                    case "a long question" ->
                        "{\"question\":\"" + "long ".repeat(150_000) + "\",\"model\":\"" + model + "\"}";
                    case "a long body" -> "{\"question\":\"" + "long ".repeat(300_000) + "\"}";
                    case "deep" -> "{\"question\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
                    default -> {
                        for (int i = 0; i < 10_000; i++) {
                            request.header("X-Header-" + i, "x");
                        }
                        yield request(model);
                    }
                };

        assertThat(status(request.POST(BodyPublishers.ofString(body)).build())).isIn(400, 413, 431);
        assertThat(models.calls(model)).isEmpty();
    }

    /** Of a client that is still writing the answer may be lost, since the connection is closed behind it: then it asks again. */
    private static int status(HttpRequest request) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode();
            } catch (IOException lost) {
                if (attempt == 20) {
                    throw lost;
                }
            }
        }
    }

    private long spent(String who) {
        return new SpentTokens(new RedisTokenBudget(redis)).today(who).await().atMost(Duration.ofSeconds(5));
    }

    private Socket stream() throws IOException {
        Socket socket = new Socket(service.getHost(), service.getPort());
        byte[] body = request(model).getBytes(StandardCharsets.UTF_8);
        String head = "POST /api/answers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Accept: text/event-stream\r\nX-Kotae-User: " + BUSY + "\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(body);
        return socket;
    }

    private void offer(Script script) {
        models.offer(model, script);
        ReadyModels.await(model);
    }

    private ValidatableResponse ask(String who) {
        return by(who).body(request(model)).post("/api/answers").then();
    }

    private ValidatableResponse search(String who) {
        return by(who).body(Map.of("query", TEXT, "collections", List.of(collection.name())))
                .post("/api/search")
                .then();
    }

    private static RequestSpecification by(String who) {
        return given().contentType("application/json")
                .accept("application/json")
                .header("X-Kotae-User", who);
    }

    private String request(String asked) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("question", "How long are receipts kept?");
        request.put("model", asked);
        request.put("collections", List.of(collection.name()));
        return new ObjectMapper().valueToTree(request).toString();
    }
}

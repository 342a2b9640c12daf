package dev.kotae.eval;

import static dev.kotae.eval.Answers.USER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Model;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerCompleted.Timings;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Rating;
import dev.kotae.common.event.Topics;
import dev.kotae.local.testing.LocalParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service as its users see it, beside a real Kafka and a real Redis. */
@QuarkusTest
@QuarkusTestResource(KafkaAndRedis.class)
class RatingsAndReportsIT {

    private static EventSender events;

    private final String collection = "it-" + UUID.randomUUID();
    private final AnswerId id = Answers.newId();

    @Inject
    Redis redis;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @BeforeAll
    static void connect() {
        events = new EventSender();
    }

    @AfterAll
    static void disconnect() {
        events.close();
    }

    @Test
    void aRatedAnswerStandsInTheReportWithItsIntervalAndPercentiles() {
        publish(Answers.answered(id, "m", collection));
        publish(Answers.of(
                Answers.newId(),
                new Model("m", "provider", null),
                collection,
                Outcome.FAILED,
                new Timings(null, null, null, null, null, null, null, null, 3.0)));
        rate(id, "{\"stars\":4,\"comment\":\"良い\",\"reasons\":[\"complete\"]}")
                .statusCode(200)
                .body("stars", equalTo(4))
                .body("comment", equalTo("良い"));

        awaitReport("models[0].ratings.count", 1);
        awaitReport("models[0].answers", 2);
        report().statusCode(200)
                .body("models", hasSize(1))
                .body("models[0].model", equalTo("m"))
                .body("models[0].errors", equalTo(1))
                .body("models[0].noAnswers", equalTo(0))
                .body("models[0].ratings.mean", equalTo(4.0f))
                .body("models[0].ratings.low", notNullValue())
                .body("models[0].ratings.distribution", equalTo(List.of(0, 0, 0, 1, 0)))
                .body(
                        "models[0].latency.totalMillis.p99",
                        org.hamcrest.Matchers.allOf(
                                org.hamcrest.Matchers.greaterThan(495f), org.hamcrest.Matchers.lessThan(505f)))
                .body("models[0].tokens.prompt", equalTo(200))
                .body("models[0].votes", nullValue())
                .body("recommendation.decision", equalTo("undecided"))
                .body("asOf", notNullValue());
    }

    @Test
    void everyResponseTellsBrowsersToRunNothingOfOthersAndTheReportRunsOnlyItsOwnStyle() {
        for (String path : List.of("/api/reports/models", "/api/nothing", "/api;x", "/api/reports/openapi")) {
            asked().get(path)
                    .then()
                    .header("Content-Security-Policy", containsString("default-src 'none'; script-src 'self' 'sha256-"))
                    .header("X-Content-Type-Options", equalTo("nosniff"))
                    .header("Strict-Transport-Security", nullValue());
        }
        assertThat(asked().get("/api/reports/models?format=html").headers().getValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains("frame-ancestors 'none'");
    }

    @Test
    void aRatingIsReadChangedAndWithdrawn() {
        rate(id, "{\"stars\":5}").statusCode(200);
        await().untilAsserted(() ->
                asked().get("/api/ratings/" + id).then().statusCode(200).body("stars", equalTo(5)));
        rate(id, "{\"stars\":2}").statusCode(200);
        publish(Answers.answered(id, "m", collection));
        awaitReport("models[0].ratings.distribution", List.of(0, 1, 0, 0, 0));

        asked().delete("/api/ratings/" + id).then().statusCode(204);

        awaitReport("models[0].ratings.count", 0);
        asked().get("/api/ratings/" + id)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not-found"));
        asked().delete("/api/ratings/" + id).then().statusCode(204);
    }

    @Test
    void whatComesTenTimesOrForgedOrUnreadableStopsNothingAndCountsOnce() {
        AnswerCompleted answer = Answers.answered(id, "m", collection);
        Rating rating = new Rating(1, id.toString(), USER, 3, null, null, null, Answers.AT);
        Rating forged = new Rating(1, id.toString(), "eve", 1, null, null, null, Answers.AT);
        for (int i = 0; i < 10; i++) {
            events.send(Topics.RATINGS, EventSender.partition(id), rating.key(), EventJson.write(rating));
            events.send(Topics.RATINGS, EventSender.partition(id), forged.key(), EventJson.write(forged));
            events.send(Topics.ANSWERS, EventSender.partition(id), id.toString(), "{".getBytes(StandardCharsets.UTF_8));
            publish(answer);
            int wrong = (EventSender.partition(id) + 1) % KafkaAndRedis.PARTITIONS;
            events.send(Topics.ANSWERS, wrong, id.toString(), EventJson.write(answer));
        }
        AnswerId last = Answers.newId();
        publish(Answers.answered(last, "last", collection));
        events.send(
                Topics.RATINGS,
                EventSender.partition(last),
                Rating.key(last.toString(), USER),
                EventJson.write(new Rating(1, last.toString(), USER, 1, null, null, null, Answers.AT)));

        awaitReport("models.find { it.model == 'last' }.ratings.count", 1);
        awaitReport("models.find { it.model == 'm' }.answers", 1);
        awaitReport("models.find { it.model == 'm' }.ratings.distribution", List.of(0, 0, 1, 0, 0));
    }

    @Test
    void anEmptiedRedisIsBuiltAgainFromKafka() {
        for (int i = 0; i < 40; i++) {
            AnswerId some = Answers.newId();
            publish(Answers.of(
                    some,
                    new Model("m" + i % 3, "p", "r"),
                    collection,
                    Outcome.values()[i % 4],
                    new Timings(0.0, null, 1.0, 2.0, 3.0, 7.0 + i, 97.0 + i, 10.0 + i, 100.0 + i)));
            events.send(
                    Topics.RATINGS,
                    EventSender.partition(some),
                    Rating.key(some.toString(), USER),
                    EventJson.write(new Rating(1, some.toString(), USER, 1 + i % 5, null, null, null, Answers.AT)));
        }
        awaitReport("models.collect { it.answers }.sum()", 40);
        awaitReport("models.collect { it.ratings.count }.sum()", 40);
        JsonPath before = report().extract().jsonPath();

        empty();

        // Reports stay as they were until the counts have caught up, so one more event shows that they were built again
        report().body("models.collect { it.answers }.sum()", equalTo(40));
        AnswerId more = Answers.newId();
        publish(Answers.answered(more, "more", collection));
        awaitReport("models.collect { it.answers }.sum()", 41);
        publish(more, null);
        awaitReport("models.collect { it.answers }.sum()", 40);
        JsonPath after = report().extract().jsonPath();
        assertThat(after.getList("models")).isEqualTo(before.getList("models"));
        assertThat(after.getMap("recommendation")).isEqualTo(before.getMap("recommendation"));
    }

    @Test
    void tenRetriesWithOneKeyAndTheSameRatingFromTheTopicCountOnce() {
        publish(Answers.answered(id, "m", collection));
        String key = UUID.randomUUID().toString();
        String at = rateWith(key, "{\"stars\":4}").statusCode(200).extract().path("at");
        for (int i = 0; i < 10; i++) {
            rateWith(key, "{\"stars\":4}").statusCode(200).body("at", equalTo(at));
        }
        Rating same = new Rating(1, id.toString(), USER, 4, null, null, null, java.time.Instant.parse(at));
        events.send(Topics.RATINGS, EventSender.partition(id), same.key(), EventJson.write(same));
        AnswerId last = Answers.newId();
        publish(Answers.answered(last, "last", collection));
        awaitReport("models.find { it.model == 'last' }.answers", 1);
        awaitReport("models.find { it.model == 'm' }.ratings.distribution", List.of(0, 0, 0, 1, 0));
    }

    @Test
    void aLateRetryDoesNotUndoWhatCameAfterIt() {
        publish(Answers.answered(id, "m", collection));
        rateWith("first", "{\"stars\":5}").statusCode(200);
        rateWith("second", "{\"stars\":1}").statusCode(200);
        rateWith("first", "{\"stars\":5}").statusCode(200);
        awaitReport("models[0].ratings.distribution", List.of(1, 0, 0, 0, 0));
    }

    @Test
    void aKeyThatCameWithAnotherRequestIsRefused() {
        String key = UUID.randomUUID().toString();
        rateWith(key, "{\"stars\":4}").statusCode(200);
        rateWith(key, "{\"stars\":5}").statusCode(422).body("code", equalTo("idempotency-key-reused"));
        asked().header("Idempotency-Key", key)
                .delete("/api/ratings/" + id)
                .then()
                .statusCode(422);
        rateWith("a b", "{\"stars\":5}").statusCode(400).body("code", equalTo("invalid-idempotency-key"));
        rateWith("x".repeat(201), "{\"stars\":5}").statusCode(400);
    }

    private ValidatableResponse rateWith(String key, String body) {
        return asked().header("Idempotency-Key", key)
                .body(body)
                .put("/api/ratings/" + id)
                .then();
    }

    @Test
    void whileRedisTakesNoWritesNothingIsSaidToBeKeptThatIsNotAndLaterAllIsCountedOnce() {
        publish(Answers.answered(id, "before", collection));
        awaitReport("models[0].answers", 1);
        redisMemory("1");
        try {
            rateWith("full", "{\"stars\":1}").statusCode(503).body("code", equalTo("unavailable"));
            rate(id, "{\"stars\":4}").statusCode(200); // Kafka has it, that is what counts
            publish(Answers.answered(id, "after", collection));
        } finally {
            redisMemory("0");
        }
        awaitReport("models[0].ratings.distribution", List.of(0, 0, 0, 1, 0));
        awaitReport("models.model", List.of("after"));
        awaitReport("models[0].answers", 1);
        rateWith("full", "{\"stars\":1}").statusCode(200);
        awaitReport("models[0].ratings.distribution", List.of(1, 0, 0, 0, 0));
    }

    /** Beyond so many bytes Redis refuses writes as it does when its disk is full; 0 is no limit. */
    private void redisMemory(String most) {
        redis.send(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg(most))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    @Test
    void reasonsAreOfferedInTwoLanguagesAndOthersAreRefused() {
        given().header("Accept-Language", "ja-JP,ja;q=0.9")
                .get("/api/ratings/reasons")
                .then()
                .statusCode(200)
                .body("reasons.find { it.code == 'complete' }.text", equalTo("十分に答えている"));
        given().queryParam("language", "en")
                .get("/api/ratings/reasons")
                .then()
                .body("reasons.find { it.code == 'wrong' }.text", equalTo("Wrong"))
                .body("reasons.find { it.code == 'wrong' }.praise", equalTo(false));
        rate(id, "{\"stars\":2,\"reasons\":[\"because\"]}")
                .statusCode(400)
                .body("code", equalTo("invalid-reasons"))
                .body("detail", containsString("well-cited"));
    }

    @Test
    void aRatingYearsBeforeItsAnswerIsCountedWhenTheAnswerComes() {
        Rating early = new Rating(
                1, id.toString(), USER, 2, null, null, null, java.time.Instant.parse("2010-01-01T00:00:00Z"));
        events.send(Topics.RATINGS, EventSender.partition(id), early.key(), EventJson.write(early));
        publish(Answers.answered(id, "m", collection));
        awaitReport("models[0].ratings.distribution", List.of(0, 1, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                 | invalid-stars",
                "{\"stars\":0}                      | invalid-stars",
                "{\"stars\":6}                      | invalid-stars",
                "{\"stars\":\"five\"}               | invalid-stars",
                "{\"stars\":4.5}                    | invalid-stars",
                "{\"stars\":null}                   | invalid-stars",
                "{\"stars\":5,\"comment\":[]}       | invalid-request",
                "five                               | invalid-request",
            })
    void badRatingsAreRefusedInPlainWords(String body, String code) {
        rate(id, body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("detail", notNullValue())
                .body("traceId", notNullValue());
    }

    @Test
    void onlyTheAskerOfARealAnswerCanRateReadOrWithdraw() {
        for (String method : List.of("PUT", "GET", "DELETE")) {
            asked().body("{\"stars\":5}")
                    .request(method, "/api/ratings/nonsense")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid-answer-id"));
            asked().header("X-Kotae-User", "eve")
                    .body("{\"stars\":5}")
                    .request(method, "/api/ratings/" + Answers.newId("bob"))
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("not-your-answer"));
        }
        AnswerId forged = new AnswerId(id.questionId(), 2, id.signature());
        rate(forged, "{\"stars\":5}").statusCode(403);
    }

    @Test
    void aCommentOfTenMegabytesIsRefusedAndOneOf4000CharactersIsNot() {
        rate(id, "{\"stars\":5,\"comment\":\"" + "長".repeat(4000) + "\"}").statusCode(200);
        rate(id, "{\"stars\":5,\"comment\":\"" + "長".repeat(4001) + "\"}").statusCode(400);
        rate(id, "{\"stars\":5,\"comment\":\"" + "x".repeat(200_000) + "\"}").statusCode(413);
    }

    @Test
    void aReportComesInTheFormatThatIsAskedFor() {
        publish(Answers.answered(id, "=cmd()", collection));
        awaitReport("models[0].answers", 1);
        asked().queryParam("collection", collection)
                .accept("text/csv")
                .get("/api/reports/models")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .body(containsString("\r\n'=cmd(),"));
        asked().queryParam("collection", collection)
                .queryParam("format", "md")
                .get("/api/reports/models")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/markdown"))
                .body(containsString("| =cmd() | 1 |"));
        asked().queryParam("collection", collection)
                .accept("text/html,application/xhtml+xml,*/*;q=0.8")
                .get("/api/reports/models")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/html"))
                .body(containsString("<td>=cmd()</td>"));
        asked().queryParam("collection", collection)
                .queryParam("format", "xml")
                .get("/api/reports/models")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-request"));
    }

    @ParameterizedTest
    @CsvSource({
        "from,yesterday,invalid-request",
        "collection,a b,invalid-collection",
        "language,English,invalid-request"
    })
    void badQueriesAreRefused(String name, String value, String code) {
        asked().queryParam(name, value)
                .get("/api/reports/models")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }

    @Test
    void whatWasNeverSeenIsAnEmptyReport() {
        report().statusCode(200).body("models", hasSize(0)).body("recommendation.decision", equalTo("undecided"));
        asked().queryParam("language", "zz")
                .get("/api/reports/models")
                .then()
                .statusCode(200)
                .body("models", hasSize(0));
    }

    @Test
    void theApiIsDescribedAndUnknownPathsAreProblems() {
        given().get("/api/reports/openapi").then().statusCode(200).body(containsString("/api/ratings/{answerId}"));
        asked().get("/api/reports/nothing").then().statusCode(404);
        given().get("/q/health").then().statusCode(404);
        given().get("/q/metrics").then().statusCode(404);
    }

    @Test
    void healthAndMetricsStandOnTheManagementPort() {
        publish(Answers.answered(id, "m", collection));
        rate(id, "{\"stars\":3}").statusCode(200);
        awaitReport("models[0].ratings.count", 1);
        given().get(management.resolve("/q/health/live")).then().statusCode(200).body("status", equalTo("UP"));
        given().get(management.resolve("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"));
        await().untilAsserted(() -> given().get(management.resolve("/q/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("kotae_eval_events_applied_total{topic=\"kotae.ratings\"}"))
                .body(containsString("kotae_eval_lag_records{topic=\"kotae.answers\"}"))
                .body(containsString("kotae_eval_model_ratings{model=\"m\",revision=\"\",stars=\"3\"}"))
                .body(containsString("kotae_eval_model_stars{model=\"m\",revision=\"\",value=\"low\"}")));
    }

    @Test
    void theRequestsTraceGoesOnInTheRatingsHeaders() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        asked().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body("{\"stars\":3}")
                .put("/api/ratings/" + id)
                .then()
                .statusCode(200);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", LocalParts.kafka().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(Topics.RATINGS, EventSender.partition(id));
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            await().until(() -> StreamSupport.stream(
                            consumer.poll(Duration.ofMillis(200)).spliterator(), false)
                    .filter(record ->
                            new String(record.key(), StandardCharsets.UTF_8).equals(Rating.key(id.toString(), USER)))
                    .anyMatch(record -> new String(
                                    record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8)
                            .contains(trace)));
        }
    }

    private static void publish(AnswerCompleted answer) {
        events.answer(answer);
    }

    private static void publish(AnswerId answer, byte[] value) {
        events.send(Topics.ANSWERS, EventSender.partition(answer), answer.toString(), value);
    }

    private static ValidatableResponse rate(AnswerId id, String body) {
        return asked().body(body).put("/api/ratings/" + id).then();
    }

    private ValidatableResponse report() {
        return asked().queryParam("collection", collection)
                .get("/api/reports/models")
                .then();
    }

    private void awaitReport(String path, Object value) {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> report().body(
                        path, equalTo(value)));
    }

    private static RequestSpecification asked() {
        return given().header("X-Kotae-User", USER).contentType("application/json");
    }

    private void empty() {
        redis.send(Request.cmd(Command.KEYS).arg("kotae:eval:*"))
                .await()
                .atMost(Duration.ofSeconds(5))
                .forEach(key -> redis.send(Request.cmd(Command.DEL).arg(key.toString()))
                        .await()
                        .atMost(Duration.ofSeconds(5)));
    }
}

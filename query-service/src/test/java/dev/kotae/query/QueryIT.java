package dev.kotae.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.local.testing.Script;
import dev.kotae.local.testing.ScriptedModels;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service as its users see it, beside a real Kafka, a real Redis and a model server. */
@QuarkusTest
@QuarkusTestResource(QueryParts.class)
class QueryIT {

    private static final String QUESTION = "How long are receipts kept?";
    private static final String TEXT = "Receipts are kept for seven days.";

    ScriptedModels models;

    @Inject
    IndexedCollection collection;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @BeforeEach
    void aDocument() {
        collection.add("receipts.md", TEXT, "Dead letters keep what can never work.");
    }

    @Test
    void aQuestionIsAnsweredFromTheDocumentsByTheModelThatWasAskedFor() {
        offer("whole", Script.says(TEXT + " [1] And nothing else. [7]"));

        JsonPath answer = ask("whole", QUESTION).statusCode(200).extract().jsonPath();

        assertThat(answer.getString("text")).startsWith(TEXT).doesNotContain("[7]");
        assertThat(answer.getBoolean("noAnswer")).isFalse();
        assertThat(answer.getString("model.id")).isEqualTo("whole");
        assertThat(answer.getString("model.provider")).isEqualTo("scripted");
        assertThat(answer.getString("citations[0].documentId")).isEqualTo("receipts.md");
        assertThat(answer.getInt("tokens.completion")).isPositive();
        try (PublishedAnswers published = new PublishedAnswers()) {
            AnswerCompleted record = published.of(answer.getString("id"));
            assertThat(record.outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(record.question()).isEqualTo(QUESTION);
            assertThat(record.collections()).containsExactly(collection.name());
            assertThat(record.sources()).isNotEmpty();
            assertThat(record.finishReason()).isEqualTo("stop");
            assertThat(record.text()).isEqualTo(answer.getString("text"));
        }
    }

    @Test
    void aStreamHasSourcesTokensCitationsAndItsEnd() {
        offer("stream", Script.says(TEXT + " [1]"));

        List<Streams.Event> events = stream("stream", QUESTION);

        assertThat(events.get(0).name()).isEqualTo("sources");
        assertThat(Streams.text(events)).isEqualTo(TEXT + " [1]");
        assertThat(events).extracting(Streams.Event::name).contains("citation");
        assertThat(events.get(events.size() - 1).name()).isEqualTo("completed");
        assertThat(events.get(events.size() - 1).data().path("model").path("id").asText())
                .isEqualTo("stream");
    }

    @Test
    void aFailingModelEndsTheStreamWithItsReasonAndIsRecorded() {
        offer("failing", Script.refuses(400));

        List<Streams.Event> events = stream("failing", QUESTION);

        Streams.Event last = events.get(events.size() - 1);
        assertThat(last.name()).isEqualTo("failed");
        assertThat(last.data().path("code").asText()).isEqualTo("model-failed");
        try (PublishedAnswers published = new PublishedAnswers()) {
            assertThat(published.of(last.data().path("id").asText()).outcome()).isEqualTo(Outcome.FAILED);
        }
    }

    @Test
    void aFailureThatWasForeseenIsLoggedInOneLine() {
        offer("failing-whole", Script.refuses(400));
        List<LogRecord> logged = new CopyOnWriteArrayList<>();
        Logger problems = Logger.getLogger("http-problem");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record);
            }

            @Override
            public void flush() {
                // Nothing is kept back
            }

            @Override
            public void close() {
                // Nothing is open
            }
        };
        problems.addHandler(handler);
        try {
            ask("failing-whole", QUESTION).statusCode(502);
        } finally {
            problems.removeHandler(handler);
        }

        assertThat(logged).singleElement().satisfies(record -> {
            assertThat(record.getLevel().intValue()).isEqualTo(Level.WARNING.intValue());
            assertThat(record.getThrown()).isNull();
            assertThat(record.getMessage()).contains("model-failed");
        });
    }

    @Test
    void aRefusedRequestsPathNamesNoMetric() {
        given().get("/v1/chat/completions").then().statusCode(405);
        given().urlEncodingEnabled(false)
                .get("/api/answers;as-many-as-callers-like")
                .then()
                .statusCode(400);

        await().untilAsserted(() -> assertThat(
                        given().get(management.resolve("/q/metrics")).asString())
                .contains("status=\"405\",uri=\"UNKNOWN\"", "status=\"400\",uri=\"UNKNOWN\"")
                .doesNotContain("as-many-as-callers-like"));
    }

    @Test
    void withoutEvidenceNoModelIsCalled() {
        offer("unneeded", Script.says("I invent things."));

        ask("unneeded", "Zxqv wpfk jjqz?").statusCode(200).body("noAnswer", equalTo(true));

        assertThat(models.calls("unneeded")).isEmpty();
    }

    @Test
    void theBuiltInModelAnswersWithoutAnyServer() {
        ask("extractive", QUESTION).statusCode(200).body("text", containsString(TEXT));
    }

    @Test
    void theCatalogueShowsWhatCanBeAsked() {
        offer("listed", Script.says("x"));

        given().get("/api/models").then().statusCode(200).body("models.id", hasItem("listed"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"empty, ''", "blank, '  '", "emoji only, 🎉🎉🎉", "too long, x"})
    void aQuestionThatCannotBeAskedIsRefused(String name, String question) {
        String sent = name.equals("too long") ? "word ".repeat(20_000) : question;

        ask("extractive", sent)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-question"));
    }

    @Test
    void anUnknownModelIsRefusedNamingThoseThatExist() {
        ask("no-such-model", QUESTION)
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("unknown-model"))
                .body("detail", containsString("extractive"));
    }

    @Test
    void anUnknownCollectionIsRefusedNamingThoseThatExist() {
        given().contentType("application/json")
                .body(Map.of("question", QUESTION, "collections", List.of("no-such-collection")))
                .post("/api/answers")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("unknown-collection"))
                .body("detail", containsString(collection.name()));
    }

    @ParameterizedTest
    @CsvSource(
            value = {"{", "[]", "nothing", "''", "{\"question\": 7}", "{\"question\":\"a b\",\"maxChunks\":0}"},
            delimiter = ';')
    void whatIsNoRequestIsRefused(String body) {
        given().contentType("application/json")
                .body(body)
                .post("/api/answers")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", containsString("invalid-"))
                .body(not(containsString("Exception")));
    }

    @Test
    void whatIsNotJsonIsRefused() {
        given().contentType("text/plain")
                .body("How?")
                .post("/api/answers")
                .then()
                .statusCode(415)
                .contentType("application/problem+json")
                .body("code", equalTo("unsupported-media-type"));
    }

    @Test
    void theOpenApiDocumentTellsTheEventsOfEveryStream() {
        JsonPath document = given().queryParam("format", "json")
                .get("/api/answers/openapi")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(events(document, "/api/answers"))
                .containsExactly("SourcesEvent", "TokenEvent", "Citation", "Answer", "FailedEvent");
        assertThat(events(document, "/api/comparisons"))
                .containsExactly(
                        "ComparedStarted",
                        "ComparedSources",
                        "ComparedToken",
                        "ComparedCited",
                        "ComparedCompleted",
                        "ComparedFailed",
                        "ComparedEnded");
        for (String path : List.of("/api/answers", "/api/comparisons")) {
            assertThat(document.getMap("paths['" + path + "'].post.responses['200'].content"))
                    .containsKeys("application/json", "text/event-stream");
        }
        assertThat(document.getMap("components.schemas.FailedEvent.properties")).containsKeys("id", "code", "detail");
        assertThat(document.getMap("components.schemas.ComparedCompleted.properties"))
                .containsKeys("number", "text", "citations");
    }

    /** The schemas of a stream's events, each of which the document has. */
    private static List<String> events(JsonPath document, String path) {
        List<String> names = document
                .<Map<String, String>>getList(
                        "paths['" + path + "'].post.responses['200'].content['text/event-stream'].schema.oneOf")
                .stream()
                .map(schema -> schema.get("$ref").replace("#/components/schemas/", ""))
                .toList();
        assertThat(document.<String, Object>getMap("components.schemas")).containsKeys(names.toArray(String[]::new));
        return names;
    }

    @Test
    void itIsAliveAndReady() {
        given().get(management.resolve("/q/health/live"))
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'answers' }.status", equalTo("UP"));
        given().get(management.resolve("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.find { it.name == 'search' }.status", equalTo("UP"));
        given().get("/q/health/ready").then().statusCode(404);
    }

    private void offer(String model, Script script) {
        models.offer(model, script);
        ReadyModels.await(model);
    }

    private ValidatableResponse ask(String model, String question) {
        return given().contentType("application/json")
                .accept("application/json")
                .body(request(model, question))
                .post("/api/answers")
                .then();
    }

    private List<Streams.Event> stream(String model, String question) {
        return Streams.events(given().contentType("application/json")
                .accept("text/event-stream")
                .body(request(model, question))
                .post("/api/answers")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private String request(String model, String question) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("question", question);
        request.put("model", model);
        request.put("collections", List.of(collection.name()));
        return new ObjectMapper().valueToTree(request).toString();
    }
}

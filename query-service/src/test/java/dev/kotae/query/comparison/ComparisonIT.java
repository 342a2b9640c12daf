package dev.kotae.query.comparison;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerId;
import dev.kotae.local.testing.Script;
import dev.kotae.local.testing.ScriptedModels;
import dev.kotae.query.IndexedCollection;
import dev.kotae.query.PublishedAnswers;
import dev.kotae.query.QueryParts;
import dev.kotae.query.ReadyModels;
import dev.kotae.query.Streams;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two models side by side, over a real Kafka and a real Redis. */
@QuarkusTest
@QuarkusTestResource(QueryParts.class)
class ComparisonIT {

    private static final String QUESTION = "How long are receipts kept?";
    private static final String TEXT = "Receipts are kept for seven days.";
    private static final String ONE = "blind-one";
    private static final String OTHER = "blind-other";

    ScriptedModels models;

    @Inject
    IndexedCollection collection;

    @TestHTTPResource("/")
    URI service;

    @BeforeEach
    void twoModelsAndADocument() {
        collection.add("receipts.md", TEXT, "Dead letters keep what can never work.");
        offer(Script.says(TEXT + " [1]"), Script.says("For seven days, receipts are kept. [1]"));
    }

    @Test
    void bothAnswerFromTheSameChunksAndNothingTellsWhoWroteWhich() {
        String stream = stream(ONE, OTHER);
        List<Streams.Event> events = Streams.events(stream);

        assertThat(events.get(0).name()).isEqualTo("started");
        String first = events.get(0).data().at("/answers/0").asText();
        String second = events.get(0).data().at("/answers/1").asText();
        assertThat(AnswerId.parse(first).orElseThrow().number()).isEqualTo(1);
        assertThat(AnswerId.parse(second).orElseThrow().number()).isEqualTo(2);
        assertThat(named(events, "sources")).hasSize(1);
        for (int number = 1; number <= 2; number++) {
            String id = number == 1 ? first : second;
            int side = number;
            List<Streams.Event> own = events.stream()
                    .filter(event -> event.data().path("number").asInt() == side)
                    .toList();
            assertThat(Streams.text(own)).contains("seven days").endsWith("[1]");
            assertThat(own.get(own.size() - 1).name()).isEqualTo("completed");
            assertThat(named(own, "completed")).hasSize(1);
            assertThat(own.get(own.size() - 1).data().path("id").asText()).isEqualTo(id);
            assertThat(own.get(own.size() - 1).data().path("citations")).hasSize(1);
        }
        assertThat(events.get(events.size() - 1).name()).isEqualTo("ended");
        assertThat(named(events, "ended")).hasSize(1);
        assertThat(stream)
                .doesNotContain(
                        ONE, OTHER, "scripted", "model", "provider", "revision", "tokens\"", "timings", "Millis");

        try (PublishedAnswers published = new PublishedAnswers()) {
            AnswerCompleted left = published.of(first);
            AnswerCompleted right = published.of(second);
            assertThat(left.pairedWith()).isEqualTo(second);
            assertThat(right.pairedWith()).isEqualTo(first);
            assertThat(left.sources()).isNotEmpty().isEqualTo(right.sources());
            assertThat(Set.of(left.model().id(), right.model().id())).containsExactlyInAnyOrder(ONE, OTHER);
        }
    }

    @Test
    void theSameAsJson() {
        JsonPath comparison = given().contentType("application/json")
                .accept("application/json")
                .body(request(List.of(ONE, OTHER)))
                .post("/api/comparisons")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(comparison.getList("answers")).hasSize(2);
        assertThat(comparison.getList("answers.text", String.class)).allMatch(text -> text.contains("seven days"));
        assertThat(comparison.getList("sources")).isNotEmpty();
        assertThat(comparison.<Object>get("answers[0].model")).isNull();
        assertThat(comparison.<Object>get("answers[0].error")).isNull();
    }

    @Test
    void oneSidesFailureEndsThatSideAloneAndDoesNotTellWhoFailed() {
        offer(Script.says(TEXT + " [1]"), Script.refuses(400));

        String stream = stream(ONE, OTHER);
        List<Streams.Event> events = Streams.events(stream);

        assertThat(named(events, "completed")).hasSize(1);
        assertThat(named(events, "failed")).hasSize(1);
        assertThat(named(events, "failed").get(0).data().path("code").asText()).startsWith("model-");
        Streams.Event end = events.get(events.size() - 1);
        assertThat(end.name()).isEqualTo("ended");
        assertThat(end.data().path("completed")).hasSize(1);
        assertThat(stream).doesNotContain(ONE, OTHER, "scripted");
        String failed = named(events, "failed").get(0).data().path("id").asText();
        try (PublishedAnswers published = new PublishedAnswers()) {
            assertThat(published.of(failed).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(published.of(failed).model().id()).isEqualTo(OTHER);
        }
    }

    @Test
    void aModelThatFailsIsNotAnsweredForByItsFallbackWhichItIsComparedWith() {
        models.offer("primary", Script.refuses(400)).offer("standby", Script.says(TEXT + " [1]"));
        ReadyModels.await("primary", "standby");

        List<Streams.Event> events = Streams.events(stream("primary", "standby"));

        assertThat(named(events, "completed")).hasSize(1);
        assertThat(named(events, "failed")).hasSize(1);
        String completed = named(events, "completed").get(0).data().path("id").asText();
        String failed = named(events, "failed").get(0).data().path("id").asText();
        try (PublishedAnswers published = new PublishedAnswers()) {
            assertThat(published.of(completed).model().id()).isEqualTo("standby");
            assertThat(published.of(failed).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(published.of(failed).model().id()).isEqualTo("primary");
        }
    }

    @Test
    void theOrderOfTheSidesIsLeftToChance() {
        Set<String> firstWords = new HashSet<>();
        for (int i = 0; i < 30 && firstWords.size() < 2; i++) {
            Streams.events(stream(ONE, OTHER)).stream()
                    .filter(event -> event.name().equals("completed")
                            && event.data().path("number").asInt() == 1)
                    .forEach(event ->
                            firstWords.add(event.data().path("text").asText().substring(0, 8)));
        }
        assertThat(firstWords).hasSize(2);
    }

    @Test
    void withoutNamesTwoThatAreReadyAreTaken() {
        String stream = stream();
        assertThat(named(Streams.events(stream), "started")).hasSize(1);
        assertThat(named(Streams.events(stream), "ended")).hasSize(1);
    }

    @Test
    void whenTheReaderLeavesBothModelsAreLetGo() throws Exception {
        Script endless =
                Script.says("Receipts are kept for seven days. ").forever().every(Duration.ofMillis(20));
        offer(endless, endless);
        Map<String, Integer> before =
                Map.of(ONE, models.calls(ONE).size(), OTHER, models.calls(OTHER).size());
        byte[] body = request(List.of(ONE, OTHER)).getBytes(StandardCharsets.UTF_8);

        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream()
                    .write(("POST /api/comparisons HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            readUntil(socket.getInputStream(), "event:token");
        }

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            for (String model : List.of(ONE, OTHER)) {
                var calls = models.calls(model);
                assertThat(calls).hasSizeGreaterThan(before.get(model));
                assertThat(calls.get(calls.size() - 1).clientLeftNanos()).isPresent();
            }
        });
        try (PublishedAnswers published = new PublishedAnswers()) {
            for (String model : List.of(ONE, OTHER)) {
                published.first(answer -> answer.outcome() == Outcome.CANCELLED
                        && answer.collections().contains(collection.name())
                        && answer.model().id().equals(model));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"blind-one;blind-one", "blind-one", "blind-one;blind-other;extractive"})
    void whatIsNotTwoModelsIsRefused(String named) {
        given().contentType("application/json")
                .body(request(List.of(named.split(";"))))
                .post("/api/comparisons")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-models"));
    }

    @Test
    void anUnknownModelIsRefusedNamingThoseThatExist() {
        given().contentType("application/json")
                .body(request(List.of(ONE, "no-such-model")))
                .post("/api/comparisons")
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-model"))
                .body("detail", containsString(ONE));
    }

    private void offer(Script one, Script other) {
        models.offer(ONE, one).offer(OTHER, other);
        ReadyModels.await(ONE, OTHER);
    }

    private String stream(String... named) {
        return given().contentType("application/json")
                .accept("text/event-stream")
                .body(request(List.of(named)))
                .post("/api/comparisons")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private String request(List<String> named) {
        return io.vertx.core.json.Json.encode(
                Map.of("question", QUESTION, "models", named, "collections", List.of(collection.name())));
    }

    private static List<Streams.Event> named(List<Streams.Event> events, String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    private static void readUntil(InputStream stream, String wanted) throws Exception {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(wanted) < 0) {
            int next = stream.read();
            assertThat(next)
                    .as("The stream ended before " + wanted + ": " + read)
                    .isNotNegative();
            read.append((char) next);
        }
    }
}

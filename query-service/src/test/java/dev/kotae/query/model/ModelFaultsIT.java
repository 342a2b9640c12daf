package dev.kotae.query.model;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.local.testing.Script;
import dev.kotae.local.testing.ScriptedCall;
import dev.kotae.local.testing.ScriptedModels;
import dev.kotae.query.IndexedCollection;
import dev.kotae.query.PublishedAnswers;
import dev.kotae.query.QueryParts;
import dev.kotae.query.Streams;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Model servers with faults of every kind, seen from outside: each answer ends as it must, and no other one is touched. */
@QuarkusTest
@QuarkusTestResource(QueryParts.class)
class ModelFaultsIT {

    private static final String QUESTION = "How long are receipts kept?";
    private static final String TEXT = "Receipts are kept for seven days.";
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final Map<String, Integer> STATUS =
            Map.of("model-timeout", 504, "model-busy", 503, "model-failed", 502);
    private static final Map<String, List<String>> TABLE = new TreeMap<>();

    /** Java's client can wait for ever for a large body after an upgrade to HTTP/2. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ScriptedModels models;

    @Inject
    IndexedCollection collection;

    @TestHTTPResource("/api/answers")
    URI answers;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @BeforeEach
    void aDocumentAndAGoodModel() {
        collection.add("receipts.md", TEXT);
        offer("good", Script.says(TEXT + " [1]").every(Duration.ofMillis(20)));
    }

    static Stream<Arguments> faults() {
        Script good = Script.says(TEXT + " [1]");
        String html = "<!doctype html><html><body><h1>Sign in</h1></body></html>";
        return Stream.of(
                // model, what it does, the last event, its code, milliseconds until the service gives up
                Arguments.of("slow", good.firstAfter(LONG), "failed", "model-timeout", 1000),
                Arguments.of("stalling", good.stallAfter(2), "failed", "model-timeout", 1000),
                Arguments.of(
                        "endless-slowly",
                        numbers().every(Duration.ofMillis(50)).forever(),
                        "failed",
                        "model-timeout",
                        2000),
                Arguments.of("endless", numbers().forever(), "failed", "model-failed", 0),
                Arguments.of("one-token-of-10-mb", Script.tokens("x".repeat(10 << 20)), "failed", "model-failed", 0),
                Arguments.of("busy", Script.refuses(429), "failed", "model-busy", 0),
                Arguments.of(
                        "busy-for-long", Script.refuses(429).header("Retry-After", "60"), "failed", "model-busy", 0),
                Arguments.of("error-500", Script.refuses(500), "failed", "model-failed", 0),
                Arguments.of("unauthorised", Script.refuses(401), "failed", "model-failed", 0),
                Arguments.of("html-502", Script.answers(502, "text/html", html), "failed", "model-failed", 0),
                Arguments.of("html-200", Script.answers(200, "text/html", html), "failed", "model-failed", 0),
                Arguments.of("events-of-html", events(html), "failed", "model-failed", 0),
                Arguments.of("error-in-stream", events("{\"error\":{\"message\":\"x\"}}"), "failed", "model-failed", 0),
                Arguments.of("half-json", events("{\"choices\":[{\"delta\":{\"conte"), "failed", "model-failed", 0),
                Arguments.of("null-choices", events("{\"choices\":null}"), "failed", "model-failed", 0),
                Arguments.of("no-finish-reason", good.withoutFinishReason(), "failed", "model-failed", 0),
                Arguments.of(
                        "neither-reason-nor-done",
                        good.withoutFinishReason().withoutDone(),
                        "failed",
                        "model-failed",
                        0),
                Arguments.of("silent", Script.tokens(), "failed", "model-failed", 0),
                Arguments.of("reset-at-once", good.resetAtByte(0), "failed", "model-failed", 0),
                Arguments.of("reset-in-head", good.resetAtByte(40), "failed", "model-failed", 0),
                Arguments.of("reset-in-token", good.resetAtByte(500), "failed", "model-failed", 0),
                Arguments.of("no-done", good.withoutDone(), "completed", null, 0),
                Arguments.of("split-utf-8", Script.says("領収書は七日間保存されます。🎉 [1]").inPiecesOf(1), "completed", null, 0));
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @MethodSource("faults")
    void everyFaultEndsAsItMustAndNoOtherStreamIsTouched(
            String model, Script script, String last, String code, int givenUpAfter) throws IOException {
        // Given
        offer(model, script);
        CompletableFuture<HttpResponse<String>> other = stream("good", QUESTION);
        CompletableFuture<HttpResponse<String>> whole = whole(model, QUESTION);
        long asked = System.nanoTime();

        // When
        List<Streams.Event> events =
                Streams.events(stream(model, QUESTION).join().body());
        long took = (System.nanoTime() - asked) / 1_000_000;

        // Then
        Streams.Event end = events.get(events.size() - 1);
        assertThat(end.name()).isEqualTo(last);
        assertThat(events)
                .filteredOn(event -> List.of("failed", "completed").contains(event.name()))
                .hasSize(1);
        if (code != null) {
            assertThat(end.data().path("code").asText()).isEqualTo(code);
            assertThat(end.data().path("detail").asText())
                    .startsWith("The model ")
                    .doesNotContain("Exception", "<h1>");
        } else {
            assertThat(Streams.text(events)).isEqualTo(String.join("", said(model)));
        }
        if (givenUpAfter > 0) {
            assertThat(took).isGreaterThanOrEqualTo(givenUpAfter);
            System.out.printf("%s: ended %d ms after its %d ms were over%n", model, took - givenUpAfter, givenUpAfter);
        }
        List<Streams.Event> untouched = Streams.events(other.join().body());
        assertThat(untouched.get(untouched.size() - 1).name()).isEqualTo("completed");
        assertThat(Streams.text(untouched)).isEqualTo(TEXT + " [1]");
        assertThat(untouched).filteredOn(event -> event.name().equals("token")).isNotEmpty();

        // And asked for the whole answer it is a status
        int status = whole.join().statusCode();
        assertThat(status).isEqualTo(code == null ? 200 : STATUS.get(code));
        if (code != null) {
            assertThat(whole.join().headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(new ObjectMapper()
                            .readTree(whole.join().body())
                            .path("code")
                            .asText())
                    .isEqualTo(code);
            assertThat(whole.join().headers().firstValue("Retry-After").isPresent())
                    .isEqualTo(status == 503);
        }
        assertEnded(model);
        TABLE.merge("%-10s %-14s %d".formatted(last, code == null ? "" : code, status), List.of(model), (a, b) -> {
            List<String> both = new ArrayList<>(a);
            both.addAll(b);
            return both;
        });
    }

    @AfterAll
    static void table() {
        System.out.println(
                "event      code           status  faults that end so, each with another stream beside it that was not touched");
        TABLE.forEach(
                (end, models) -> System.out.printf("%s     %d: %s%n", end, models.size(), String.join(", ", models)));
    }

    @Test
    void aModelThatKeepsFailingIsLeftAloneAndComesBackAndOthersDoNotNotice() {
        // Given
        offer("failing-always", Script.refuses(501));

        // When
        List<String> codes = IntStream.range(0, 20)
                .mapToObj(i ->
                        Streams.events(stream("failing-always", QUESTION).join().body()))
                .map(events -> events.get(events.size() - 1).data().path("code").asText())
                .toList();

        // Then
        int calls = models.calls("failing-always").size();
        assertThat(calls).isLessThanOrEqualTo(20);
        assertThat(codes.subList(0, calls)).containsOnly("model-failed");
        assertThat(codes.subList(calls, 20)).isNotEmpty().containsOnly("model-unavailable");
        assertThat(state("failing-always")).isEqualTo("failing");
        given().contentType("application/json")
                .body(request("failing-always", QUESTION))
                .post("/api/answers")
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("2"));
        assertThat(last("good").name()).isEqualTo("completed");
        System.out.printf("The breaker opened after %d failed calls%n", calls);

        // And when it is well again
        offer("failing-always", Script.says(TEXT + " [1]"));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(last("failing-always").name()).isEqualTo("completed"));
    }

    @Test
    void aBusyServerIsAskedAgainWhenItWantsToBe() {
        String model = fresh();
        models.offer(
                model,
                List.of(
                        Script.refuses(429).header("Retry-After", "1"),
                        Script.refuses(503),
                        Script.says(TEXT + " [1]")));
        awaitReady(model);

        assertThat(last(model).name()).isEqualTo("completed");

        List<ScriptedCall> calls = models.calls(model);
        assertThat(calls).hasSize(3);
        assertThat(calls.get(1).arrivedNanos() - calls.get(0).arrivedNanos()).isGreaterThan(1_000_000_000L);
    }

    @Test
    void anotherModelAnswersBeforeTheFirstTokenAndTheAnswerSaysWhich() {
        offer("primary", Script.refuses(501));
        offer("standby", Script.says(TEXT + " [1]"));

        Streams.Event end = last("primary");

        assertThat(end.name()).isEqualTo("completed");
        assertThat(end.data().path("model").path("id").asText()).isEqualTo("standby");
        try (PublishedAnswers published = new PublishedAnswers()) {
            AnswerCompleted record = published.of(end.data().path("id").asText());
            assertThat(record.requestedModel()).isEqualTo("primary");
            assertThat(record.model().id()).isEqualTo("standby");
        }

        // But not after it
        int before = models.calls("standby").size();
        offer("primary", Script.says(TEXT + " [1]").resetAtByte(700));
        assertThat(last("primary").name()).isEqualTo("failed");
        assertThat(models.calls("standby")).hasSize(before);
    }

    @Test
    void aReaderWhoLeavesEndsTheCallWithinASecond() throws IOException {
        String model = fresh();
        offer(model, numbers().perSecond(50).forever());
        byte[] body = request(model, QUESTION).getBytes(StandardCharsets.UTF_8);
        long left;
        try (Socket socket = new Socket(answers.getHost(), answers.getPort())) {
            socket.getOutputStream()
                    .write(("POST /api/answers HTTP/1.1\r\nHost: " + answers.getAuthority()
                                    + "\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\nContent-Length: "
                                    + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = in.readLine();
            while (!line.contains("event:token") && !line.contains("event: token")) {
                line = in.readLine();
            }
            left = System.nanoTime();
        }

        ScriptedCall call = models.calls(model).get(0);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(call.clientLeftNanos()).isPresent());
        long took = call.clientLeftNanos().orElseThrow() - left;
        assertThat(took).isLessThan(1_000_000_000L);
        System.out.printf("The call to the model ended %.1f ms after its reader left%n", took / 1e6);
        try (PublishedAnswers published = new PublishedAnswers()) {
            assertThat(published
                            .first(answer -> model.equals(answer.requestedModel()))
                            .outcome())
                    .isEqualTo(Outcome.CANCELLED);
        }
    }

    @Test
    void parametersTokenAndPriceAreUsedAndTheTokenIsNeverShown() {
        models.offer("vendor/described:1b", Script.says(TEXT + " [1]"));
        await().atMost(LONG).untilAsserted(() -> assertThat(state("described")).isEqualTo("ready"));

        Streams.Event end = last("described");

        ScriptedCall call = models.calls("vendor/described:1b").get(0);
        assertThat(call.request().path("temperature").asDouble()).isEqualTo(0.3);
        assertThat(call.request().path("top_p").asDouble()).isEqualTo(0.9);
        assertThat(call.request().path("max_tokens").asInt()).isPositive();
        assertThat(call.headers()).containsEntry("authorization", "Bearer s3cr3t-token");
        try (PublishedAnswers published = new PublishedAnswers()) {
            AnswerCompleted record = published.of(end.data().path("id").asText());
            assertThat(record.parameters()).containsEntry("top_p", "0.9");
            assertThat(record.cost().amount())
                    .isEqualTo((record.tokens().prompt() * 2 + record.tokens().completion() * 6) / 1e6);
            assertThat(record.cost().currency()).isEqualTo("USD");
            assertThat(record.model().revision()).isEqualTo("7");
            assertThat(record.timings().queueMillis()).isNotNegative();
        }
        String shown =
                given().get("/api/models").then().statusCode(200).extract().asString();
        assertThat(shown).contains("A described model", "8192").doesNotContain("s3cr3t", "127.0.0.1");
        assertThat(given().get(management.resolve("/q/metrics")).asString())
                .contains(
                        "gen_ai_client_operation_duration_seconds_bucket",
                        "gen_ai_client_operation_time_to_first_chunk_seconds_bucket",
                        "gen_ai_client_operation_time_per_output_chunk_seconds_bucket",
                        "gen_ai_client_token_usage_bucket",
                        "kotae_models{state=\"ready\"}",
                        "kotae_catalogue_file_valid 1.0")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aNameWithALineBreakOrMarkupIsRefusedAndNoneIsOffered() {
        models.offer("evil\r\nX-Evil: 1", Script.says("x")).offer("<img src=x>", Script.says("x"));

        for (String name : List.of("evil\r\nX-Evil: 1", "<img src=x>", "a\u2028b")) {
            given().contentType("application/json")
                    .body(request(name, QUESTION))
                    .post("/api/answers")
                    .then()
                    .statusCode(404)
                    .header("X-Evil", equalTo(null))
                    .body("code", equalTo("unknown-model"));
        }
        assertThat(given().get("/api/models").asString()).doesNotContain("evil", "<img");
        models.withdraw("evil\r\nX-Evil: 1").withdraw("<img src=x>");
    }

    @Test
    void manyStreamsAtATimeAreNeitherLostNorMixed() {
        String model = fresh();
        models.offer(model, call -> {
            String question = call.request()
                    .path("messages")
                    .path(call.request().path("messages").size() - 1)
                    .path("content")
                    .asText();
            String number = question.replaceAll("(?s).*number (\\d+).*", "$1");
            return Script.says("Receipt number " + number + " is kept. [1]").every(Duration.ofMillis(5));
        });
        awaitReady(model);

        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 100)
                .mapToObj(i -> stream(model, "How long are receipts kept, receipt number " + i + "?"))
                .collect(Collectors.toCollection(ArrayList::new));

        for (int i = 0; i < all.size(); i++) {
            List<Streams.Event> events = Streams.events(all.get(i).join().body());
            assertThat(Streams.text(events)).isEqualTo("Receipt number " + i + " is kept. [1]");
        }
    }

    /** Whatever became of an answer, its connection to the model is not left behind. */
    private void assertEnded(String model) {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(models.calls(model)).allSatisfy(call -> assertThat(
                                call.ended() || call.clientLeftNanos().isPresent() || call.wasReset())
                        .isTrue()));
    }

    private static List<String> said(String model) {
        return faults().filter(fault -> fault.get()[0].equals(model))
                .map(fault -> ((Script) fault.get()[1]).text())
                .toList();
    }

    /** So many words, none twice, that nobody takes them for a loop. */
    private static Script numbers() {
        return Script.tokens(IntStream.range(0, 20_000).mapToObj(i -> i + " ").toArray(String[]::new));
    }

    private static Script events(String data) {
        return Script.answers(200, "text/event-stream", "data: " + data + "\n\ndata: [DONE]\n\n");
    }

    private static String fresh() {
        return "m-" + UUID.randomUUID();
    }

    private void offer(String model, Script script) {
        models.offer(model, script);
        awaitReady(model);
    }

    private void awaitReady(String model) {
        await().atMost(LONG).untilAsserted(() -> assertThat(state(model)).isIn("ready", "failing"));
    }

    private String state(String model) {
        return given().get("/api/models").jsonPath().getString("models.find { it.id == '" + model + "' }.state");
    }

    private Streams.Event last(String model) {
        List<Streams.Event> events =
                Streams.events(stream(model, QUESTION).join().body());
        return events.get(events.size() - 1);
    }

    private CompletableFuture<HttpResponse<String>> stream(String model, String question) {
        return post("text/event-stream", model, question);
    }

    private CompletableFuture<HttpResponse<String>> whole(String model, String question) {
        return post("application/json", model, question);
    }

    private CompletableFuture<HttpResponse<String>> post(String accept, String model, String question) {
        return client.sendAsync(
                HttpRequest.newBuilder(answers)
                        .header("Content-Type", "application/json")
                        .header("Accept", accept)
                        .timeout(Duration.ofSeconds(60))
                        .POST(HttpRequest.BodyPublishers.ofString(request(model, question)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String request(String model, String question) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("question", question);
        request.put("model", model);
        request.put("collections", List.of(collection.name()));
        return new ObjectMapper().valueToTree(request).toString();
    }
}

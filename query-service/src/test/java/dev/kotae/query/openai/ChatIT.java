package dev.kotae.query.openai;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

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
import jakarta.inject.Inject;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The door for OpenAI's clients, to the byte. */
@QuarkusTest
@QuarkusTestResource(QueryParts.class)
class ChatIT {

    private static final String QUESTION = "How long are receipts kept?";
    private static final String TEXT = "Receipts are kept for seven days.";

    ScriptedModels models;

    @Inject
    IndexedCollection collection;

    @TestHTTPResource("/")
    URI service;

    @BeforeEach
    void aDocument() {
        collection.add("receipts.md", TEXT, "Dead letters keep what can never work.");
    }

    @Test
    void aCompletionHasCitationsBelowAndBesideTheText() {
        offer("chat-whole", Script.says(TEXT + " [1]"));

        JsonPath completion = chat("chat-whole", false)
                .statusCode(200)
                .contentType("application/json")
                .body("object", equalTo("chat.completion"))
                .body("choices[0].index", equalTo(0))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("choices[0].message.role", equalTo("assistant"))
                .body("choices[0].message.citations[0].documentId", equalTo("receipts.md"))
                .body("kotae.model.provider", equalTo("scripted"))
                .body("usage.completion_tokens", notNullValue())
                .extract()
                .jsonPath();

        assertThat(completion.getString("choices[0].message.content"))
                .startsWith(TEXT + " [1]\n\n- [1] [Title of receipts.md, Section](<https://example.org/receipts.md");
        try (PublishedAnswers published = new PublishedAnswers()) {
            AnswerCompleted record = published.of(completion.getString("id"));
            assertThat(record.outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(record.collections()).containsExactly(collection.name());
        }
    }

    @Test
    void aStreamIsWhatClientsExpectToTheByte() {
        offer("chat-stream", Script.says(TEXT + " [1]"));

        String stream = chat("chat-stream", true)
                .statusCode(200)
                .contentType(containsString("text/event-stream"))
                .header("X-Accel-Buffering", "no")
                .header("Cache-Control", containsString("no-cache"))
                .extract()
                .asString();

        assertThat(stream)
                .startsWith("data: {\"id\":\"")
                .endsWith("\"finish_reason\":\"stop\"}],\"kotae\":"
                        + stream.substring(stream.lastIndexOf("\"kotae\":") + 8));
        assertThat(stream).endsWith("\n\ndata: [DONE]\n\n");
        assertThat(stream.split("\n\n")).allSatisfy(event -> assertThat(event).startsWith("data: "));
        assertThat(stream.split("\n\n")[0]).contains("\"role\":\"assistant\"").contains("\"finish_reason\":null");
    }

    @Test
    void aFailureBeforeTheFirstTokenIsAStatus() {
        offer("chat-refuses", Script.refuses(400));

        for (boolean stream : new boolean[] {false, true}) {
            chat("chat-refuses", stream)
                    .statusCode(502)
                    .contentType("application/json")
                    .body("error.type", equalTo("server_error"))
                    .body("error.code", startsWith("model-"))
                    .body("error.message", notNullValue());
        }
    }

    @Test
    void aFailureInTheMidstOfAStreamIsAnEventAndTheEnd() {
        offer("chat-breaks", Script.says(TEXT + " [1] More and more.").closeAtByte(900));

        String stream = chat("chat-breaks", true).statusCode(200).extract().asString();

        String[] events = stream.split("\n\n");
        assertThat(events.length).isGreaterThan(1);
        assertThat(events[events.length - 1]).startsWith("data: {\"error\":{\"message\":");
        assertThat(stream).doesNotContain("[DONE]");
    }

    @Test
    void whenTheClientLeavesTheModelIsNoLongerAsked() throws Exception {
        offer("chat-endless", Script.says(TEXT + " ").forever().every(Duration.ofMillis(20)));
        byte[] body = request("chat-endless", true).getBytes(StandardCharsets.UTF_8);

        try (Socket client = new Socket(service.getHost(), service.getPort())) {
            OutputStream out = client.getOutputStream();
            out.write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            InputStream in = client.getInputStream();
            assertThat(in.readNBytes(600)).hasSize(600);
        }

        await().atMost(Duration.ofSeconds(2))
                .until(() ->
                        models.calls("chat-endless").get(0).clientLeftNanos().isPresent());
        try (PublishedAnswers published = new PublishedAnswers()) {
            published.first(answer -> answer.outcome() == Outcome.CANCELLED
                    && answer.collections().contains(collection.name()));
        }
    }

    @Test
    void noEvidenceIsAnAnswerWithoutTokens() {
        given().contentType("application/json")
                .body(
                        "{\"model\": \"extractive\", \"messages\": [{\"role\": \"user\", \"content\": \"Zxqv wpfk jjqz?\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .body("kotae.noAnswer", equalTo(true))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("choices[0].message.citations.size()", equalTo(0))
                .body("usage.total_tokens", equalTo(0));
    }

    @Test
    void modelsAreListedAloneAndWithCollections() {
        offer("org/chat-listed", Script.says("x"));

        given().get("/v1/models")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data.id", hasItems("extractive", "org/chat-listed", "extractive@" + collection.name()))
                .body("data.find { it.id == 'extractive' }.owned_by", equalTo("kotae"))
                .body("data.object.unique()", equalTo(List.of("model")));
        given().get("/v1/models/org/chat-listed").then().statusCode(200).body("id", equalTo("org/chat-listed"));
        given().get("/v1/models/extractive@" + collection.name())
                .then()
                .statusCode(200)
                .body("id", equalTo("extractive@" + collection.name()));
        given().get("/v1/models/extractive@nowhere")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("unknown-collection"));
        given().get("/v1/models/nothing")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"))
                .body("error.param", equalTo("model"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /v1/chat/completions | { | 400 | invalid-request",
                "POST | /v1/chat/completions | {\"messages\": []} | 400 | invalid-request",
                "POST | /v1/chat/completions | {\"model\": \"none\", \"messages\": [{\"role\": \"user\", \"content\": \"Why?\"}]} | 404 | model_not_found",
                "POST | /v1/chat/completions | {\"model\": \"@none\", \"messages\": [{\"role\": \"user\", \"content\": \"Why?\"}]} | 404 | unknown-collection",
                "GET | /v1/chat/completions | '' | 405 | method-not-allowed",
                "DELETE | /v1/models | '' | 405 | method-not-allowed",
                "POST | /v1/embeddings | {} | 404 | not-found",
                "GET | /v1/chat | '' | 404 | not-found",
                "GET | /v1/models/a%2Fb | '' | 400 | invalid-path"
            })
    void everyErrorIsInOpenAisShape(String method, String path, String body, int status, String code) {
        given().contentType("application/json")
                .urlEncodingEnabled(false)
                .body(body)
                .request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/json")
                .body("error.code", equalTo(code))
                .body("error.message", not(containsString("Exception")))
                .body("error.type", equalTo(status == 404 ? "not_found_error" : "invalid_request_error"));
    }

    @Test
    void errorsBeforeRoutingAreInOpenAisShapeToo() {
        given().contentType("application/json")
                .body("{\"messages\": \"" + "x".repeat(1 << 21) + "\"}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(413)
                .contentType("application/json")
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo("too-large"));
        given().contentType("application/json")
                .header("Host", "evil.example")
                .body("{}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(403)
                .contentType("application/json")
                .body("error.code", equalTo("foreign-host"));
        given().contentType("text/plain")
                .body("Why?")
                .post("/v1/chat/completions")
                .then()
                .statusCode(415)
                .contentType("application/json")
                .body("error.param", nullValue());
    }

    @Test
    void otherPathsKeepTheirProblems() {
        given().contentType("application/json")
                .body("{}")
                .post("/api/answers")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    private void offer(String model, Script script) {
        models.offer(model, script);
        ReadyModels.await(model);
    }

    private ValidatableResponse chat(String model, boolean stream) {
        return given().contentType("application/json")
                .accept("application/json")
                .body(request(model, stream))
                .post("/v1/chat/completions")
                .then();
    }

    private String request(String model, boolean stream) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", model + "@" + collection.name());
        request.put("stream", stream);
        request.put("messages", List.of(Map.of("role", "user", "content", QUESTION)));
        return new ObjectMapper().valueToTree(request).toString();
    }
}

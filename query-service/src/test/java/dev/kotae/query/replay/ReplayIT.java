package dev.kotae.query.replay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerId;
import dev.kotae.local.testing.Script;
import dev.kotae.local.testing.ScriptedModels;
import dev.kotae.query.IndexedCollection;
import dev.kotae.query.PublishedAnswers;
import dev.kotae.query.QueryParts;
import dev.kotae.query.ReadyModels;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Questions are answered once more: from the chunks of then or from a fresh search, and recorded as an experiment's. */
@QuarkusTest
@QuarkusTestResource(QueryParts.class)
class ReplayIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PublishedAnswers PUBLISHED = new PublishedAnswers();
    private static final String NOW = "The kiln is fired at 1280 degrees.";
    private static final String THEN = "The kiln was fired at 900 degrees.";

    ScriptedModels models;

    @Inject
    IndexedCollection collection;

    @AfterAll
    static void close() {
        PUBLISHED.close();
    }

    @Test
    void anAnswerFromFrozenChunksKnowsNothingNewerAndIsRecordedForTheExperimentAndItsUser() throws IOException {
        collection.add("kiln.md", NOW);
        offer("frozen-model", Script.says(THEN + " [1]"));
        String question = AnswerId.newQuestionId();

        JsonNode replayed = ok(frozen("frozen-model", question, 2));

        assertThat(replayed.path("outcome").asText()).isEqualTo("answered");
        assertThat(replayed.path("text").asText()).isEqualTo(THEN + " [1]");
        assertThat(replayed.path("unsupported").asInt()).isZero();
        assertThat(models.calls("frozen-model").get(0).request().toString())
                .contains(THEN)
                .doesNotContain("1280");
        AnswerCompleted record = PUBLISHED.of(replayed.path("id").asText());
        assertThat(record.origin()).isEqualTo("experiment:e1");
        assertThat(record.user()).isEqualTo("mika");
        assertThat(record.id())
                .isEqualTo(AnswerId.sign(question, 2, "mika", QueryParts.KEY).toString());
        assertThat(record.pairedWith())
                .isEqualTo(AnswerId.sign(question, 1, "mika", QueryParts.KEY).toString());
        assertThat(record.sources()).singleElement().satisfies(source -> {
            assertThat(source.text()).isEqualTo(THEN);
            assertThat(source.version()).isEqualTo(7);
        });
        assertThat(record.citations()).singleElement().satisfies(cited -> assertThat(cited.supported())
                .isTrue());
    }

    @Test
    void aSentenceThatTheChunksDoNotSupportIsCounted() throws IOException {
        offer("inventing", Script.says(THEN + " [1] Its door is painted purple every second summer."));
        assertThat(ok(frozen("inventing", AnswerId.newQuestionId(), 1))
                        .path("unsupported")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aFreshSearchFindsWhatIsThereNow() throws IOException {
        collection.add("kiln.md", NOW);
        ObjectNode request = request("extractive", AnswerId.newQuestionId(), 1);
        request.putArray("collections").add(collection.name());

        JsonNode replayed = ok(request);

        assertThat(replayed.path("text").asText()).contains(NOW);
        assertThat(replayed.path("chunks").asInt()).isEqualTo(1);
    }

    @Test
    void aPromptThatIsTriedIsUsedAndToldByItsHash() throws IOException {
        offer("replay-prompted", Script.says(THEN + " [1]"));
        String usual = ok(frozen("replay-prompted", AnswerId.newQuestionId(), 1))
                .path("promptHash")
                .asText();
        JsonNode tried = ok(frozen("replay-prompted", AnswerId.newQuestionId(), 1)
                .put("prompt", "--- user\nSpeak like a potter.\n{documents}\n{question}\n"));
        assertThat(models.calls("replay-prompted").get(1).request().toString()).contains("Speak like a potter.");
        assertThat(tried.path("promptHash").asText()).hasSize(64).isNotEqualTo(usual);
        send(frozen("replay-prompted", AnswerId.newQuestionId(), 1).put("prompt", "--- user\nNo places.\n"))
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-prompt"));
    }

    @Test
    void aModelThatFailsIsAResultAndOneThatIsNotThereIsAProblem() throws IOException {
        offer("replay-failing", Script.refuses(500));
        JsonNode replayed = ok(frozen("replay-failing", AnswerId.newQuestionId(), 1));
        assertThat(replayed.path("outcome").asText()).isEqualTo("failed");
        assertThat(replayed.path("error").asText()).startsWith("model-");
        assertThat(PUBLISHED.of(replayed.path("id").asText()).outcome()).isEqualTo(Outcome.FAILED);
        send(frozen("nowhere", AnswerId.newQuestionId(), 1))
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-model"));
        send(frozen("replay-failing", "not-a-uuid", 1)).then().statusCode(400);
    }

    private void offer(String model, Script script) {
        models.offer(model, script);
        ReadyModels.await(model);
    }

    private static ObjectNode request(String model, String question, int number) {
        return JSON.createObjectNode()
                .put("experiment", "e1")
                .put("questionId", question)
                .put("number", number)
                .put("user", "mika")
                .put("question", "How hot is the kiln fired?")
                .put("model", model);
    }

    private static ObjectNode frozen(String model, String question, int number) {
        ObjectNode request = request(model, question, number);
        request.putArray("sources")
                .addObject()
                .put("marker", 1)
                .put("collection", "pottery")
                .put("documentId", "kiln.md")
                .put("version", 7)
                .put("contentHash", "0f")
                .put("chunkId", "0123456789abcdef0123456789abcdef")
                .put("title", "Kiln")
                .put("text", THEN)
                .putArray("section")
                .add("Firing");
        return request;
    }

    private static Response send(ObjectNode request) {
        return given().header("X-Kotae-User", "kotae-eval")
                .contentType("application/json")
                .body(request.toString())
                .post("/api/replays");
    }

    private static JsonNode ok(ObjectNode request) throws IOException {
        Response response = send(request);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return JSON.readTree(response.asString());
    }
}

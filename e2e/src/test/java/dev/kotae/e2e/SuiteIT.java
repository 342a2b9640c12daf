package dev.kotae.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Order(1)
class SuiteIT {

    private static final String EMBEDDED = "kotae_ingest_chunks_total{how=\"embedded\"}";

    @TempDir
    static Path folder;

    private static final ModelServer MODELS = new ModelServer("The kiln is fired at 1280 degrees for nine hours. [1]");

    private static Suite suite;

    private final String collection = "it-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void up() {
        suite = Suite.up(
                new Kotae(folder.resolve("state"), Map.of("KOTAE_PROVIDERS_OLLAMA_BASE_URL", MODELS.baseUrl())));
    }

    @AfterAll
    static void down() {
        suite.down();
        MODELS.close();
    }

    @Test
    void anAddressInTheEnvironmentIsAllThatAProviderNeeds() throws Exception {
        publish(change("kiln.md", "# Kiln\n\nThe kiln is fired at 1280 degrees for nine hours."));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        suite.kotae().run("models").out().lines())
                .anySatisfy(line -> assertThat(line).contains(ModelServer.MODEL, "ollama", "ready")));

        JsonNode answer = suite.answer(collection, ModelServer.MODEL, "How hot is the kiln fired?");

        assertThat(answer.get("text").asText()).contains("1280 degrees");
        assertThat(answer.at("/model/provider").asText()).isEqualTo("ollama");
        assertThat(answer.at("/citations/0/documentId").asText()).isEqualTo("kiln.md");
    }

    @Test
    void publishedDocumentsAreSearchedAnsweredFromRatedAndReported() throws Exception {
        // Given
        Path docs = Files.createDirectories(folder.resolve(collection));
        Files.writeString(
                docs.resolve("kiln.md"), "# Kiln\n\n## Firing\n\nThe kiln is fired at 1280 degrees for nine hours.\n");
        Files.writeString(docs.resolve("kama.md"), "# 窯\n\n## 焼成\n\n窯は1280度で九時間焼成します。\n");
        JsonNode receipts = suite.kotae()
                .run("publish", "--collection", collection, "--json", docs.toString())
                .json();
        assertThat(receipts.at("/outcomes/applied").asInt()).isEqualTo(2);

        // When
        JsonNode hits = suite.search(collection, "How hot is the kiln fired?").get("hits");
        assertThat(hits.get(0).get("documentId").asText()).isEqualTo("kiln.md");
        List<String> models = new ArrayList<>();
        suite.get("query", "/api/models").get("models").forEach(model -> {
            if (Set.of("kotae", "local").contains(model.get("provider").asText())) {
                models.add(model.get("id").asText());
            }
        });
        assertThat(models).contains("extractive");
        if ("required".equals(System.getProperty("kotae.tools"))) {
            assertThat(models).contains("smollm2-135m-instruct");
        }
        for (String model : models) {
            for (String question : List.of("How hot is the kiln fired?", "窯は何度で焼成しますか")) {
                JsonNode answer = ask(model, question);
                assertThat(answer.get("noAnswer").asBoolean()).isFalse();
                assertThat(answer.get("citations"))
                        .as("%s, asked %s", model, question)
                        .isNotEmpty();
                rate(answer, 4);
            }
        }
        JsonNode english = ask("extractive", "How hot is the kiln fired?");
        assertThat(english.get("text").asText()).contains("1280");
        assertThat(english.at("/citations/0/documentId").asText()).isEqualTo("kiln.md");
        assertThat(english.at("/citations/0/quote").asText()).contains("1280 degrees");
        JsonNode japanese = ask("extractive", "窯は何度で焼成しますか");
        assertThat(japanese.get("language").asText()).isEqualTo("ja");
        assertThat(japanese.at("/citations/0/documentId").asText()).isEqualTo("kama.md");
        JsonNode unknown = ask("extractive", "Who won the chess tournament in Reykjavik?");
        assertThat(unknown.get("noAnswer").asBoolean()).isTrue();
        assertThat(unknown.get("citations")).isEmpty();

        // Then
        rate(english, 2);
        rate(english, 5);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode report = suite.get("eval", "/api/reports/models?collection=" + collection);
            assertThat(report.get("models")).hasSize(models.size());
            JsonNode extractive = model(report, "extractive");
            assertThat(extractive.get("answers").asInt()).isEqualTo(5);
            assertThat(extractive.get("noAnswers").asInt()).isEqualTo(1);
            assertThat(extractive.at("/ratings/count").asInt()).isEqualTo(3);
            assertThat(extractive.at("/ratings/mean").asDouble()).isCloseTo(13.0 / 3, within(1e-6));
            assertThat(extractive.at("/latency/firstTokenMillis/p50").asDouble())
                    .isPositive();
        });
        assertThat(suite.kotae().run("report").out()).contains("extractive");
    }

    @Test
    void aChangedDocumentIsCitedInItsNewVersionAndADeletedOneIsGone() throws Exception {
        // Given
        String question = "When does the ferry leave?";
        publish(change("ferry.md", "# Ferry\n\nThe ferry leaves at seven in the morning."));
        JsonNode before = suite.answer(collection, "extractive", question);
        assertThat(before.at("/citations/0/quote").asText()).contains("seven");

        // When
        publish(change("ferry.md", "# Ferry\n\nThe ferry leaves at nine in the evening."));

        // Then
        JsonNode after = suite.answer(collection, "extractive", question);
        assertThat(after.at("/citations/0/quote").asText()).contains("nine");
        assertThat(after.at("/citations/0/version").asLong())
                .isGreaterThan(before.at("/citations/0/version").asLong());

        // When
        suite.kotae().run("publish", "--collection", collection, "--delete", "ferry.md");

        // Then
        await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                        suite.search(collection, question).get("hits"))
                .isEmpty());
        assertThat(suite.document(collection, "ferry.md").get("state").asText()).isEqualTo("deleted");
    }

    @Test
    void aRestartOfEverythingChangesNothing() throws Exception {
        // Given
        publish(change("a.md", "# Lamp\n\nThe lamp burns oil."), change("b.md", "# Boat\n\nThe boat has two sails."));
        JsonNode answer = ask("extractive", "What does the lamp burn?");
        rate(answer, 3);
        String path = "/api/reports/models?collection=" + collection;
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        suite.get("eval", path).at("/models/0/ratings/count").asInt())
                .isEqualTo(1));
        JsonNode reported = suite.get("eval", path).get("models");
        String digest = suite.digest(collection);
        List<String> hits = passages(suite.search(collection, "lamp oil"));

        // When
        suite.down();
        suite.up();

        // Then
        assertThat(suite.digest(collection)).isEqualTo(digest);
        assertThat(passages(suite.search(collection, "lamp oil"))).isEqualTo(hits);
        assertThat(suite.get("eval", path).get("models")).isEqualTo(reported);
        publish(change("a.md", "# Lamp\n\nThe lamp burns gas now."));
        assertThat(suite.answer(collection, "extractive", "What does the lamp burn?")
                        .get("text")
                        .asText())
                .contains("gas");
    }

    @Test
    void ingestKilledThreeTimesWhilePublishingEndsInTheSameState() throws Exception {
        // Given a history of edits, deletes and returns
        Random random = new Random(11);
        Map<String, String> expected = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            String id = "page-" + random.nextInt(30) + ".md";
            if (random.nextInt(6) == 0) {
                expected.remove(id);
                lines.add(change(id, null));
            } else {
                String text = "# Page\n\nEdit " + i + " of " + id + " says " + random.nextInt(1000)
                        + ".\n\n## More\n\nUnchanged words.";
                expected.put(id, Sha256.of(text));
                lines.add(change(id, text));
            }
        }
        Path file = folder.resolve(collection + ".jsonl");
        Files.write(file, lines);

        // When
        for (int round = 0; round < 3; round++) {
            suite.kotae()
                    .run(
                            "publish",
                            "--collection",
                            collection,
                            "--no-wait",
                            part(file, lines, round).toString());
            suite.kill("ingest");
            suite.up();
        }

        // Then
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(suite.live(collection)).isEqualTo(expected));
        suite.kotae().run("publish", "--collection", collection, file.toString());
        assertThat(suite.live(collection)).isEqualTo(expected);
    }

    @Test
    void aReplayedTopicEndsInTheIdenticalStoreAndEmbedsNothingWhereItIsFull() throws Exception {
        // Given
        publish(
                change("a.md", "# Well\n\nThe well is deep."),
                change("b.md", "# Bell\n\nThe bell rings at noon."),
                change("a.md", "# Well\n\nThe well is deep and cold."),
                change("c.md", "# Hill\n\nThe hill is green."),
                change("b.md", null));
        String digest = suite.digest(collection);
        Map<String, String> live = suite.live(collection);
        String generation = suite.get("ingest", "/api/index/" + collection)
                .at("/generation/name")
                .asText();
        double embedded = suite.metric("ingest", EMBEDDED);

        // When the offsets are lost
        List<String> lost = new ArrayList<>();
        for (int partition = 0; partition < 2; partition++) {
            String offset = "kotae:" + collection + "/" + generation + ":offset:" + partition;
            if (RedisConsole.run(suite.redis(), "DEL " + offset).equals(":1")) {
                lost.add(offset);
            }
        }
        assertThat(lost).isNotEmpty();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(lost)
                .allSatisfy(offset -> assertThat(RedisConsole.run(suite.redis(), "EXISTS " + offset))
                        .isEqualTo(":1")));

        // Then
        assertThat(suite.digest(collection)).isEqualTo(digest);
        assertThat(suite.metric("ingest", EMBEDDED)).isEqualTo(embedded);

        // When all of Redis is lost
        assertThat(RedisConsole.run(suite.redis(), "FLUSHALL")).isEqualTo("+OK");

        // Then
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            assertThat(suite.live(collection)).isEqualTo(live);
            assertThat(suite.digest(collection)).isEqualTo(digest);
        });
    }

    /** What was found, in order; scores depend on statistics that Redis keeps in memory. */
    private static List<String> passages(JsonNode found) {
        List<String> passages = new ArrayList<>();
        found.get("hits")
                .forEach(hit -> passages.add(
                        hit.get("chunkId").asText() + hit.get("version").asText()));
        return passages;
    }

    private static Path part(Path file, List<String> lines, int round) throws IOException {
        Path part = Path.of(file + "." + round + ".jsonl");
        Files.write(part, lines.subList(round * 80, (round + 1) * 80));
        return part;
    }

    private JsonNode ask(String model, String question) {
        return suite.kotae()
                .run("ask", "--json", "--collection", collection, "--model", model, question)
                .json();
    }

    private static void rate(JsonNode answer, int stars) {
        Kotae.Result rated = suite.kotae().run("rate", answer.get("id").asText(), Integer.toString(stars));
        assertThat(rated.exit()).as(rated.out() + rated.err()).isZero();
    }

    private void publish(String... changes) throws IOException {
        Path file = Files.createTempFile(folder, "changes", ".jsonl");
        Files.write(file, List.of(changes));
        Kotae.Result result = suite.kotae().run(file, "publish", "--collection", collection, "-");
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
    }

    private static String change(String id, String text) {
        return Lines.change(id, text);
    }

    private static JsonNode model(JsonNode report, String id) {
        for (JsonNode model : report.get("models")) {
            if (model.get("model").asText().equals(id)) {
                return model;
            }
        }
        throw new AssertionError("The report lacks " + id + ": " + report);
    }
}

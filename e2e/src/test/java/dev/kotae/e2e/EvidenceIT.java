package dev.kotae.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence survives the death of the processes that take it and count it, and comes in from files. */
class EvidenceIT {

    private static final String COLLECTION = "evidence";

    @TempDir
    static Path folder;

    private static Suite suite;

    @BeforeAll
    static void up() throws IOException {
        suite = Suite.up(folder.resolve("state"));
        Path doc = Files.writeString(folder.resolve("kiln.md"), "# Kiln\n\nThe kiln is fired at 1280 degrees.\n");
        assertThat(suite.kotae()
                        .run("publish", "--collection", COLLECTION, doc.toString())
                        .exit())
                .isZero();
    }

    @AfterAll
    static void down() {
        suite.down();
    }

    @Test
    void ratingsAreCountedOnceThoughTheServiceIsKilledWhileItTakesThem() throws Exception {
        // Given answers, and for each the stars that its user wants to give
        Map<String, Integer> wanted = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            JsonNode answer = suite.answer(COLLECTION, "extractive", "How hot is the kiln fired? " + i);
            wanted.put(answer.get("id").asText(), 1 + i % 5);
        }
        // When they are sent again and again until they are taken, while the service is killed twice and Redis is lost
        // once
        CountDownLatch taken = new CountDownLatch(wanted.size());
        ExecutorService users = Executors.newFixedThreadPool(3);
        try {
            wanted.forEach((id, stars) -> users.execute(() -> {
                while (status(id, stars) != 200) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
                taken.countDown();
            }));
            for (int kills = 0; kills < 2; kills++) {
                suite.kill("eval");
                suite.up();
            }
            assertThat(RedisConsole.run(suite.redis(), "FLUSHALL")).isEqualTo("+OK");
            assertThat(taken.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            users.shutdownNow();
        }
        // Then
        awaitStars(wanted.values().stream().toList());
        // And retries change nothing, another body under the same key is refused
        String first = wanted.keySet().iterator().next();
        for (int i = 0; i < 10; i++) {
            assertThat(status(first, wanted.get(first))).isEqualTo(200);
        }
        assertThat(status(first, 5)).isEqualTo(422);
        awaitStars(wanted.values().stream().toList());
    }

    @Test
    void filesAreImportedOnceHoweverOftenWithTheirBadRowsTold() throws Exception {
        Path votes = Files.writeString(
                folder.resolve("arena.csv"), "model1,model2,score\nalpha,beta,1\nalpha,beta,0.5\nbeta,alpha,2\n");
        for (int i = 0; i < 2; i++) {
            Kotae.Result imported = suite.kotae().run("import", "votes", votes.toString());
            assertThat(imported.exit()).isEqualTo(1);
            assertThat(imported.err()).contains("arena.csv, line 4: score must be");
            assertThat(imported.out()).contains("Imported 2 of 3 rows as import:arena");
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode report = suite.get("eval", "/api/reports/models");
            assertThat(model(report, "alpha").path("answers").asInt()).isEqualTo(2);
            assertThat(model(report, "beta").path("answers").asInt()).isEqualTo(2);
        });
        assertThat(suite.kotae().run("import", "ratings", votes.toString()).exit())
                .isEqualTo(2);
    }

    @Test
    void theDemoFindsTheModelThatWasMadeBetterAndCountsOnceHoweverOftenItIsRun() {
        JsonNode before = suite.get("eval", "/api/reports/models");
        Kotae.Result told = suite.kotae().run("demo", "eval");
        assertThat(told.exit()).as(told.err()).isZero();
        assertThat(told.out()).contains("Recommendation: better, demo-mori").contains("/reports/#/now?origin=demo");
        // It ends only once the counts are those of one run, also where it is run again
        JsonNode again = suite.kotae().run("demo", "eval", "--json").json();
        JsonNode report = again.get("report");
        assertThat(report.at("/recommendation/model").asText()).isEqualTo("demo-mori");
        assertThat(report.at("/recommendation/forProduction").asBoolean()).isTrue();
        assertThat(report.at("/votes/count").asInt())
                .isEqualTo(again.get("votes").asInt());
        assertThat(report.at("/votes/orderEffect/low").asDouble()).isLessThan(0.4);
        assertThat(report.at("/votes/orderEffect/high").asDouble()).isGreaterThan(0.4);
        assertThat(model(report, "demo-suna").at("/budgets/errors").asText()).isEqualTo("over");
        // And the reports of real answers know nothing of it
        assertThat(models(suite.get("eval", "/api/reports/models"))).containsAll(models(before));
        assertThat(models(suite.get("eval", "/api/reports/models"))).noneMatch(id -> id.startsWith("demo-"));
    }

    private static int answers(JsonNode report) {
        int answers = 0;
        for (JsonNode model : report.get("models")) {
            answers += model.get("answers").asInt();
        }
        return answers;
    }

    @Test
    void realQuestionsAreAskedOnceMoreFromTheirChunksAndReportsOfUsersKnowNothingOfIt() {
        // Another test may have emptied Redis: the index comes back from Kafka by itself
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        suite.get("query", "/api/collections").get("collections"))
                .anySatisfy(collection -> {
                    assertThat(collection.get("name").asText()).isEqualTo(COLLECTION);
                    assertThat(collection.get("documents").asInt()).isEqualTo(1);
                }));
        String own = "/api/reports/models?collection=" + COLLECTION;
        int known = answers(suite.get("eval", own));
        for (int i = 0; i < 8; i++) {
            suite.answer(COLLECTION, "extractive", "How hot is the kiln fired, question " + i + "?");
        }
        // What is counted may be a memory of before Redis was emptied, so the eight have to come on top of it
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(answers(suite.get("eval", own))).isGreaterThanOrEqualTo(known + 8));
        int before = model(suite.get("eval", own), "extractive").path("answers").asInt();
        String[] start = {
            "experiment",
            "start",
            "--id",
            "e2e",
            "--baseline",
            "extractive",
            "--candidate",
            "extractive",
            "--candidate-max-chunks",
            "1",
            "--collection",
            COLLECTION,
            "--size",
            "8",
            "--per-minute",
            "6000",
            "--wait",
            "--json"
        };

        JsonNode report = suite.kotae().run(start).json();

        assertThat(report.get("state").asText()).isEqualTo("completed");
        assertThat(report.get("asked").asInt()).isEqualTo(8);
        assertThat(report.at("/candidate/answered/count").asInt()).isEqualTo(8);
        assertThat(report.at("/candidate/grounded/count").asInt()).isEqualTo(8);
        // So few questions open no gate, though both did the same
        Kotae.Result gate = suite.kotae().run("experiment", "gate", "e2e");
        assertThat(gate.exit()).as(gate.err()).isEqualTo(1);
        assertThat(gate.out()).contains("The gate is undecided").contains("more questions");
        // The same again asks nothing; what was answered is counted under the experiment's origin, once
        assertThat(suite.kotae().run(start).json().get("at")).isEqualTo(report.get("at"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        model(suite.get("eval", "/api/reports/models?origin=experiment:e2e"), "extractive")
                                .path("answers")
                                .asInt())
                .isEqualTo(16));
        assertThat(model(suite.get("eval", own), "extractive").path("answers").asInt())
                .isEqualTo(before);
    }

    private static List<String> models(JsonNode report) {
        List<String> models = new ArrayList<>();
        report.get("models").forEach(model -> models.add(model.get("model").asText()));
        return models;
    }

    private static void awaitStars(List<Integer> stars) {
        List<Integer> distribution = new ArrayList<>(List.of(0, 0, 0, 0, 0));
        stars.forEach(given -> distribution.set(given - 1, distribution.get(given - 1) + 1));
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            JsonNode report = suite.get("eval", "/api/reports/models?collection=" + COLLECTION);
            List<Integer> counted = new ArrayList<>();
            model(report, "extractive").at("/ratings/distribution").forEach(count -> counted.add(count.asInt()));
            assertThat(counted).isEqualTo(distribution);
        });
    }

    private static int status(String answer, int stars) {
        try {
            HttpResponse<String> response = suite.put(
                    "eval", "/api/ratings/" + answer, "{\"stars\":" + stars + "}", "key-" + answer.substring(0, 36));
            return response.statusCode();
        } catch (IOException killed) {
            return 0;
        }
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

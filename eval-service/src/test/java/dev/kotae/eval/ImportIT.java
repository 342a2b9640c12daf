package dev.kotae.eval;

import static dev.kotae.eval.Answers.KEY;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.eval.evidence.Counted;
import dev.kotae.eval.evidence.Counts;
import dev.kotae.eval.evidence.Judged;
import dev.kotae.eval.evidence.RedisCounts;
import dev.kotae.eval.evidence.Tally;
import dev.kotae.local.imports.Import;
import dev.kotae.local.imports.ImportKind;
import dev.kotae.local.imports.ImportReport;
import dev.kotae.local.publish.Progress;
import dev.kotae.local.testing.LocalParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was collected elsewhere is counted like what was collected here, once. */
@QuarkusTest
@QuarkusTestResource(KafkaAndRedis.class)
class ImportIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String origin = "it-" + UUID.randomUUID();

    @Inject
    RedisCounts counts;

    private Path folder;
    private Path key;

    @BeforeEach
    void writeKey(@TempDir Path own) throws IOException {
        folder = own;
        key = Files.writeString(folder.resolve("key"), Base64.getEncoder().encodeToString(KEY));
    }

    @Test
    void aFileThatIsImportedTwiceCountsOnceAndBadRowsAreTold() throws IOException {
        Path answers = Files.writeString(
                folder.resolve("answers.jsonl"),
                """
                {"id":"a","user":"u1","model":"m1","collection":"c","totalMillis":100,"promptTokens":7,"cost":0.5,"currency":"USD"}
                {"id":"a","user":"u2","model":"m1","collection":"c"}
                {"id":"b","model":"m2","collection":"c","language":"ja"}
                {"id":"c"}
                """);
        Path ratings = Files.writeString(
                folder.resolve("ratings.csv"),
                "answer,user,stars,comment\na,u1,5,良い\na,u2,2,\nb,,4,\nb,,six,\nnobody,,1,\n");
        for (int i = 0; i < 2; i++) {
            ImportReport sent = send(ImportKind.ANSWERS, answers);
            assertThat(sent.imported()).isEqualTo(3);
            assertThat(sent.leftOut()).containsExactly(new ImportReport.LeftOut(4, "model is missing"));
            assertThat(send(ImportKind.RATINGS, ratings).leftOut())
                    .extracting(ImportReport.LeftOut::line)
                    .containsExactly(5L);
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(tally("m1").stars().counts()).containsExactly(0L, 1L, 0L, 0L, 1L);
            assertThat(tally("m2").stars().counts()).containsExactly(0L, 0L, 0L, 1L, 0L);
        });
        assertThat(tally("m1").answers()).isEqualTo(2);
        assertThat(tally("m1").promptTokens()).isEqualTo(7);
        assertThat(tally("m1").costs()).containsEntry("USD", 500_000_000L);
    }

    @Test
    void votesOfACsvAreCountedWithTheirOrder() throws IOException {
        Path votes = Files.writeString(
                folder.resolve("votes.csv"),
                "match_id,question_id,model1,model2,score\n0,q,x,y,1\n1,q,y,x,0.5\n2,r,x,y,0\n3,r,x,y,0.7\n");
        for (int i = 0; i < 2; i++) {
            ImportReport sent = send(ImportKind.VOTES, votes);
            assertThat(sent.imported()).isEqualTo(3);
            assertThat(sent.leftOut()).hasSize(1);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(votes()).containsExactlyInAnyOrder("x y 1", "y x 0", "x y 2"));
        assertThat(tally("x").answers()).isEqualTo(3);
    }

    @Test
    void meansOfRealHumanRatingsAreThoseOfADirectComputation() throws IOException {
        Path data = data("mtrag/mtrag_human_evaluations.json");
        assumeTrue(data != null, "skipped: the data of MTRAG is neither at KOTAE_DATA nor beside the checkout");
        Path answers = folder.resolve("answers.jsonl");
        Path ratings = folder.resolve("ratings.jsonl");
        Map<String, long[]> direct = new HashMap<>();
        try (PrintWriter a = new PrintWriter(Files.newBufferedWriter(answers));
                PrintWriter r = new PrintWriter(Files.newBufferedWriter(ratings))) {
            for (JsonNode evaluation : JSON.readTree(data.toFile()).path("evaluations")) {
                String model = evaluation.path("model_id").textValue();
                String id = evaluation.path("task_id").textValue() + "/" + model;
                JsonNode raters = evaluation.path("annotations").path("appropriateness");
                raters.properties().forEach(rater -> {
                    int stars = Integer.parseInt(rater.getValue().path("value").textValue());
                    direct.computeIfAbsent(model, some -> new long[5])[stars - 1]++;
                    String user = rater.getKey();
                    a.println(JSON.createObjectNode()
                            .put("id", id)
                            .put("user", user)
                            .put("model", model)
                            .put("collection", origin)
                            .put("text", evaluation.path("model_response").textValue()));
                    r.println(JSON.createObjectNode()
                            .put("answer", id)
                            .put("user", user)
                            .put("stars", stars)
                            .put("at", rater.getValue().path("timestamp").asText()));
                });
            }
        }
        assertThat(send(ImportKind.RATINGS, ratings).leftOut()).isEmpty(); // before their answers
        assertThat(send(ImportKind.ANSWERS, answers).leftOut()).isEmpty();
        assertThat(direct).hasSize(3);
        direct.forEach((model, stars) -> await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(tally(model).stars().counts())
                        .containsExactly(stars[0], stars[1], stars[2], stars[3], stars[4])));
        JsonNode report = JSON.readTree(given().header("X-Kotae-User", "ann")
                .queryParam("collection", origin)
                .get("/api/reports/models")
                .then()
                .statusCode(200)
                .extract()
                .asString());
        assertThat(report.path("models")).hasSize(3);
        for (JsonNode model : report.path("models")) {
            long[] stars = direct.get(model.path("model").textValue());
            double count = stars[0] + stars[1] + stars[2] + stars[3] + stars[4];
            double mean = (stars[0] + 2 * stars[1] + 3 * stars[2] + 4 * stars[3] + 5 * stars[4]) / count;
            assertThat(model.path("ratings").path("count").longValue()).isEqualTo((long) count);
            assertThat(model.path("ratings").path("mean").doubleValue()).isCloseTo(mean, within(1e-12));
        }
    }

    private ImportReport send(ImportKind kind, Path file) throws IOException {
        return new Import(LocalParts.kafka().bootstrapServers(), kind, origin, key, 1, Progress.NONE).run(file);
    }

    private Counts now() {
        return counts.now().await().atMost(Duration.ofSeconds(5));
    }

    private Tally tally(String model) {
        return Tally.sum(now().slices().stream()
                .filter(one -> ("import:" + origin).equals(one.slice().origin()))
                .filter(one -> one.slice().model().equals(model))
                .map(Counted::tally)
                .toList());
    }

    private List<String> votes() {
        return now().judged().stream()
                .filter(one -> one.ballot() != null
                        && ("import:" + origin).equals(one.first().slice().origin()))
                .map(ImportIT::inWords)
                .toList();
    }

    private static String inWords(Judged judged) {
        return judged.first().slice().model() + " " + judged.second().slice().model() + " "
                + judged.ballot().preferred();
    }

    private static Path data(String name) {
        String given = System.getenv("KOTAE_DATA");
        Path root = Path.of(System.getProperty("kotae.root")).toAbsolutePath().normalize();
        List<Path> places = given == null
                ? List.of(
                        root.resolveSibling("shared").resolve("data"),
                        root.getParent().resolveSibling("shared").resolve("data"))
                : List.of(Path.of(given));
        return places.stream()
                .map(place -> place.resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }
}

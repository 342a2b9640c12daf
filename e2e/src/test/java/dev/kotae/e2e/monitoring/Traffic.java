package dev.kotae.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.e2e.Lines;
import dev.kotae.e2e.console.ConsoleSuite;
import dev.kotae.local.testing.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishers, readers and raters, some of whom do what they should not, and models, some of which fail. */
final class Traffic implements AutoCloseable {

    private static final String COLLECTION = "watched";
    private static final String TOPIC = "kotae.documents." + COLLECTION;
    private static final String SENTENCE = "The kiln is fired at 1280 degrees.";
    private static final List<String> MODELS = List.of("steady", "busy", "away", "broken", "extractive");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConsoleSuite suite;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final KafkaProducer<String, String> kafka;
    private int round;

    /** Has documents published and votes imported. */
    Traffic(ConsoleSuite suite) throws IOException {
        this.suite = suite;
        suite.publish(COLLECTION, Lines.markdown("kiln.md", "Kiln", "# Kiln\n\n" + SENTENCE + "\n", null) + "\n");
        suite.offer("steady", Script.says(SENTENCE + " [1]"));
        suite.offer("broken", Script.refuses(400));
        suite.offer("away", Script.refuses(500));
        AtomicInteger calls = new AtomicInteger();
        suite.models()
                .offer(
                        "busy",
                        call -> calls.incrementAndGet() % 2 == 1
                                ? Script.refuses(503)
                                : Script.says(SENTENCE + " [1]"));
        Path votes = Files.createTempFile("votes", ".csv");
        Files.writeString(votes, "model1,model2,score\n" + "steady,busy,1\nbusy,steady,0\nsteady,busy,0\n".repeat(5));
        assertThat(suite.suite()
                        .kotae()
                        .run("import", "votes", votes.toString())
                        .exit())
                .isZero();
        Files.delete(votes);
        kafka = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, suite.suite().bootstrapServers()),
                new StringSerializer(),
                new StringSerializer());
    }

    /** One of each: a change, a change that can never work, a question to each model, a rating, a rating that is none. */
    void round() throws IOException, InterruptedException, ExecutionException {
        round++;
        kafka.send(new ProducerRecord<>(
                        TOPIC,
                        "page.md",
                        JSON.writeValueAsString(Map.of(
                                "contentType",
                                "text/markdown",
                                "text",
                                "# Page\n\nEdit " + round + ".\n\n## More\n\nUnchanged words."))))
                .get();
        kafka.send(new ProducerRecord<>(TOPIC, "bad-" + round + ".md", "no JSON"))
                .get();
        kafka.send(new ProducerRecord<>("kotae.ratings", "no rating", "no JSON"))
                .get();
        for (String model : MODELS) {
            HttpResponse<String> answer = ask(model);
            if (answer.statusCode() == 200) {
                JsonNode id = JSON.readTree(answer.body()).get("id");
                assertThat(suite.suite()
                                .put(
                                        "eval",
                                        "/api/ratings/" + id.asText(),
                                        "{\"stars\":" + (1 + round % 5) + "}",
                                        id.asText().substring(0, 36))
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private HttpResponse<String> ask(String model) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(suite.suite().url("query", "url") + "/api/answers"))
                        .header("Content-Type", "application/json")
                        .header("X-Kotae-User", "e2e")
                        .timeout(Duration.ofSeconds(60))
                        .POST(HttpRequest.BodyPublishers.ofString(
                                JSON.writeValueAsString(Map.of(
                                        "question",
                                        "How hot is the kiln fired? " + round,
                                        "collections",
                                        List.of(COLLECTION),
                                        "model",
                                        model)),
                                StandardCharsets.UTF_8))
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() {
        kafka.close(Duration.ofSeconds(5));
    }
}

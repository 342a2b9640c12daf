package dev.kotae.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.common.event.Topics;
import dev.kotae.local.testing.LocalParts;
import dev.kotae.local.testing.Script;
import dev.kotae.local.testing.ScriptedModels;
import dev.kotae.local.testing.ServiceJar;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators can follow of a question, in the service as it runs in production: its trace, and its lines in the log. */
@QuarkusTest
@QuarkusTestResource(QueryParts.class)
class TraceIT {

    private static final String TEXT = "Receipts are kept for seven days on the topic of receipts.";
    private static final String QUESTION = "And how long in the cellar?";
    private static final String CONDENSED = "How long are receipts kept?";

    private static Running running;

    /** What this test alone uses; a field of its own for the server would be given the one that all tests share. */
    private record Running(ScriptedModels models, TraceCollector collector, ServiceJar service) {}

    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private final String model = "traced-" + UUID.randomUUID();

    @Inject
    IndexedCollection collection;

    @BeforeAll
    static void start() {
        ScriptedModels models = ScriptedModels.start();
        TraceCollector collector = TraceCollector.start();
        ServiceJar service = ServiceJar.start(Map.ofEntries(
                Map.entry("kafka.bootstrap.servers", LocalParts.kafka().bootstrapServers()),
                Map.entry("quarkus.redis.hosts", LocalParts.redis().url()),
                Map.entry("kotae.auth", "none"),
                Map.entry("kotae.answer-key", Base64.getEncoder().encodeToString(QueryParts.KEY)),
                Map.entry("kotae.providers.scripted.base-url", models.baseUrl()),
                Map.entry("kotae.catalogue.refresh", "300ms"),
                Map.entry("kotae.catalogue.attempts", "1"),
                Map.entry("kotae.retrieval.timeout", "10s"),
                Map.entry("kotae.answers.capture-content", "true"),
                Map.entry("quarkus.otel.traces.sampler.arg", "1.0"),
                Map.entry("quarkus.otel.exporter.otlp.endpoint", collector.url()),
                Map.entry("quarkus.otel.exporter.otlp.protocol", "http/protobuf"),
                Map.entry("quarkus.otel.bsp.schedule.delay", "200ms")));
        running = new Running(models, collector, service);
    }

    @AfterAll
    static void stop() {
        running.service().close();
        running.collector().close();
        running.models().close();
    }

    @BeforeEach
    void aDocument() {
        collection.add("receipts.md", TEXT);
    }

    @Test
    void aQuestionsTraceGoesFromItsCallerToTheModelAndToKafkaAndTellsTheCondensedQuestion() {
        offer(List.of(Script.says(CONDENSED), Script.says(TEXT + " [1]")));

        String id = ask(
                        QUESTION,
                        List.of(
                                Map.of("role", "user", "content", "Where are receipts kept?"),
                                Map.of("role", "assistant", "content", "In Kafka and in the cellar.")))
                .statusCode(200)
                .extract()
                .path("id");

        assertThat(running.models().calls(model)).hasSize(2).allSatisfy(call -> assertThat(call.headers())
                .hasEntrySatisfying("traceparent", parent -> assertThat(parent).startsWith("00-" + trace)));
        assertThat(traceparent(id)).startsWith("00-" + trace).endsWith("-01");
        await().untilAsserted(() -> assertThat(running.collector().received()).anySatisfy(batch -> assertThat(batch)
                .containsSequence(HexFormat.of().parseHex(trace))
                .containsSequence(bytes("kotae.condensed_question"))
                .containsSequence(bytes(CONDENSED))));
        assertThat(running.collector().received())
                .noneSatisfy(batch -> assertThat(batch).containsSequence(bytes(TEXT)));
    }

    @Test
    void theLogIsJsonWithTheTracesIdAndWithoutTexts() throws IOException {
        offer(List.of(Script.refuses(500)));

        ask(CONDENSED, List.of()).statusCode(502).body("traceId", equalTo(trace));

        await().untilAsserted(() -> assertThat(lines()).anySatisfy(line -> {
            assertThat(line.at("/mdc/traceId").asText()).isEqualTo(trace);
            assertThat(line.path("message").asText()).contains(model);
        }));
        assertThat(running.service().log()).doesNotContain(QUESTION, CONDENSED, TEXT);
    }

    private void offer(List<Script> scripts) {
        running.models().offer(model, scripts);
        await().untilAsserted(() -> given().get(running.service().url().resolve("/api/models"))
                .then()
                .body("models.find { it.id == '" + model + "' }.state", equalTo("ready")));
    }

    private ValidatableResponse ask(String question, List<Map<String, String>> history) {
        return given().contentType("application/json")
                .header("X-Kotae-User", "hanako")
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body(Map.of(
                        "question",
                        question,
                        "model",
                        model,
                        "collections",
                        List.of(collection.name()),
                        "history",
                        history))
                .post(running.service().url().resolve("/api/answers"))
                .then();
    }

    private static List<JsonNode> lines() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : running.service()
                .log()
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList()) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    private static String traceparent(String answerId) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", LocalParts.kafka().bootstrapServers(), "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.ANSWERS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return await().until(
                            () -> StreamSupport.stream(
                                            consumer.poll(java.time.Duration.ofMillis(200))
                                                    .spliterator(),
                                            false)
                                    .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(answerId))
                                    .map(TraceIT::traceparent)
                                    .findFirst()
                                    .orElse(null),
                            found -> found != null);
        }
    }

    private static String traceparent(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

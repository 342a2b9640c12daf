package dev.kotae.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kotae.common.event.Receipt;
import dev.kotae.common.event.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** The index is a projection: whatever Redis loses, it comes back the same from Kafka. */
@QuarkusTest
@QuarkusTestResource(KafkaAndRedis.class)
class ReplayIT {

    private final String collection = "replay-" + UUID.randomUUID();

    @Inject
    Redis redis;

    @Inject
    MeterRegistry metrics;

    @Test
    void aReplayIntoTheFullStoreEmbedsNothingAndIntoAnEmptyOneEndsTheSame() throws Exception {
        // Given
        try (ContentOwner owner = new ContentOwner()) {
            owner.create(Topics.documents(collection), 2);
            List<RecordMetadata> sent = publishChanges(owner);
            List<Receipt> receipts = sent.stream().map(owner::receipt).toList();
            assertThat(receipts).hasSize(sent.size());
        }
        Map<String, String> positions = awaitPositions(Map.of());
        String digest = digest();

        // When only the offsets are lost
        double embedded = embedded();
        delete("kotae:" + collection + "/*:offset:*");
        awaitPositions(positions);

        // Then
        assertThat(digest()).isEqualTo(digest);
        assertThat(embedded()).isEqualTo(embedded);

        // When everything is lost
        delete("kotae:" + collection + "[/:]*");
        awaitPositions(positions);

        // Then
        assertThat(digest()).isEqualTo(digest);
        assertThat(embedded()).isGreaterThan(embedded);
    }

    /** Upserts, edits and deletes, with versions and without, out of order. */
    private List<RecordMetadata> publishChanges(ContentOwner owner) throws Exception {
        Random random = new Random(3);
        List<RecordMetadata> sent = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String text = "# Document\\n\\nparagraph " + random.nextInt(5) + "\\n\\n# Second\\n\\nparagraph "
                    + random.nextInt(5);
            byte[] value = random.nextInt(6) == 0
                    ? null
                    : ("{\"contentType\":\"text/markdown\",\"text\":\"" + text + "\"}")
                            .getBytes(StandardCharsets.UTF_8);
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    Topics.documents(collection),
                    ("doc-" + random.nextInt(12)).getBytes(StandardCharsets.UTF_8),
                    value);
            if (random.nextBoolean()) {
                record.headers()
                        .add(
                                "kotae-version",
                                Integer.toString(random.nextInt(50)).getBytes(StandardCharsets.UTF_8));
            }
            sent.add(owner.send(record));
        }
        return sent;
    }

    /** The offsets in Redis, once they are as expected, or once nothing waits where nothing is expected. */
    private Map<String, String> awaitPositions(Map<String, String> expected) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    if (expected.isEmpty()) {
                        assertThat(given().get("/api/index/" + collection)
                                        .then()
                                        .extract()
                                        .jsonPath()
                                        .getLong("lag"))
                                .isZero();
                    } else {
                        assertThat(positions()).isEqualTo(expected);
                    }
                });
        return positions();
    }

    private Map<String, String> positions() {
        Map<String, String> positions = new TreeMap<>();
        for (String key : keys("kotae:" + collection + "/*:offset:*")) {
            positions.put(key, send("GET", key).toString());
        }
        return positions;
    }

    private String digest() {
        return given().get("/api/index/" + collection + "/digest")
                .then()
                .statusCode(200)
                .extract()
                .path("digest");
    }

    private double embedded() {
        Counter counter =
                metrics.find("kotae.ingest.chunks").tag("how", "embedded").counter();
        return counter == null ? 0 : counter.count();
    }

    private void delete(String pattern) {
        keys(pattern).forEach(key -> send("DEL", key));
    }

    private List<String> keys(String pattern) {
        List<String> keys = new ArrayList<>();
        send("KEYS", pattern).forEach(key -> keys.add(key.toString()));
        return keys;
    }

    private Response send(String command, String argument) {
        return redis.send(Request.cmd(Command.create(command)).arg(argument))
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}

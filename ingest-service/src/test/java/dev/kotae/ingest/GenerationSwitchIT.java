package dev.kotae.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kotae.common.event.Topics;
import dev.kotae.local.testing.LocalParts;
import dev.kotae.local.testing.ServiceJar;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as it runs in production, started again with another size of chunks. */
class GenerationSwitchIT {

    private static final int DOCUMENTS = 6;

    private final String collection = KafkaAndRedis.REMOTE + UUID.randomUUID();
    private ContentOwner owner;

    @BeforeEach
    void open() throws Exception {
        owner = new ContentOwner();
        owner.create(Topics.documents(collection), 2);
    }

    @AfterEach
    void close() {
        owner.close();
    }

    @Test
    void otherChunksAreFoundOnceTheyHaveCaughtUpAndUntilThenTheOldOnes() throws Exception {
        String before;
        int chunksBefore;
        try (ServiceJar service = start(256, "auto")) {
            List<RecordMetadata> sent = new ArrayList<>();
            for (int i = 0; i < DOCUMENTS; i++) {
                sent.add(owner.send(document("page-" + i)));
            }
            sent.forEach(owner::receipt);
            before = live(service).getString("generation.name");
            chunksBefore = live(service).getInt("chunks");
        }

        try (ServiceJar service = start(32, "manual")) {
            owner.receipt(owner.send(document("page-later")));
            assertThat(live(service).getString("generation.name")).isEqualTo(before);
            assertThat(live(service).getInt("documents")).isEqualTo(DOCUMENTS);
        }

        try (ServiceJar service = start(32, "auto")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                JsonPath now = live(service);
                // Never an empty window, nor a part of one
                assertThat(now.getInt("documents")).isGreaterThanOrEqualTo(DOCUMENTS);
                return !now.getString("generation.name").equals(before);
            });
            assertThat(live(service).getInt("documents")).isEqualTo(DOCUMENTS + 1);
            assertThat(live(service).getInt("chunks")).isGreaterThan(chunksBefore);
            assertThat(service.log()).contains("is live now");
        }
    }

    private ServiceJar start(int chunkTokens, String switching) {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", LocalParts.kafka().bootstrapServers());
        settings.put("quarkus.redis.hosts", LocalParts.redis().url());
        settings.put("kotae.auth", "none");
        settings.put("kotae.ingest.topics", "kotae\\.documents\\." + collection);
        settings.put("kotae.ingest.group", collection);
        settings.put("kotae.ingest.chunk-tokens", Integer.toString(chunkTokens));
        settings.put("kotae.ingest.switch-generation", switching);
        return ServiceJar.start(settings);
    }

    private JsonPath live(ServiceJar service) {
        return given().get(service.url().resolve("/api/index/" + collection))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private ProducerRecord<byte[], byte[]> document(String id) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            text.append("Paragraph ").append(i).append(" of ").append(id).append(" says how a kiln is fired.\\n\\n");
        }
        return new ProducerRecord<>(
                Topics.documents(collection),
                id.getBytes(StandardCharsets.UTF_8),
                ("{\"contentType\":\"text/plain\",\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}

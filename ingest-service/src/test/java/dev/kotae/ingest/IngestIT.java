package dev.kotae.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.kotae.common.event.Receipt;
import dev.kotae.common.event.Receipt.Outcome;
import dev.kotae.common.event.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaAndRedis.class)
class IngestIT {

    private final String collection = "it-" + UUID.randomUUID();
    private final String topic = Topics.documents(collection);
    private ContentOwner owner;

    @BeforeEach
    void createTopic() throws Exception {
        owner = new ContentOwner();
        owner.create(topic, 2);
    }

    @AfterEach
    void close() {
        owner.close();
    }

    @Test
    void aChangeBecomesLiveWithAReceipt() throws Exception {
        RecordMetadata sent = send("a/b.md", markdown("# One\n\ntext"));

        Receipt receipt = owner.receipt(sent);

        assertThat(receipt.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(receipt.documentId()).isEqualTo("a/b.md");
        assertThat(receipt.version()).isEqualTo(sent.offset());
        assertThat(receipt.chunks()).isEqualTo(1);
        assertThat(receipt.embedded()).isEqualTo(1);
        assertThat(receipt.contentHash()).hasSize(64);
        given().queryParam("id", "a/b.md")
                .get("/api/index/" + collection + "/document")
                .then()
                .statusCode(200)
                .body("state", equalTo("live"))
                .body("version", equalTo((int) sent.offset()))
                .body("chunks", equalTo(1))
                .body("generation", equalTo(receipt.generation()))
                .body("contentHash", equalTo(receipt.contentHash()))
                .body("receipt.outcome", equalTo("applied"));
    }

    @Test
    void theSameContentIsUnchangedAndNewTextAloneIsEmbedded() throws Exception {
        owner.receipt(send("doc", markdown("# One\n\nfirst\n\n# Two\n\nsecond")));

        Receipt same = owner.receipt(send("doc", markdown("# One\n\nfirst\n\n# Two\n\nsecond")));
        Receipt edited = owner.receipt(send("doc", markdown("# One\n\nfirst\n\n# Two\n\nchanged")));
        Receipt restricted = owner.receipt(
                send(
                        "doc",
                        "{\"contentType\":\"text/markdown\",\"text\":\"# One\\n\\nfirst\\n\\n# Two\\n\\nchanged\",\"readers\":[\"staff\"]}"));

        assertThat(same.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(same.embedded()).isZero();
        assertThat(edited.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(edited.embedded()).isEqualTo(1);
        assertThat(restricted.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(restricted.embedded()).as("vectors are copied").isZero();
        assertThat(chunksOf()).isEqualTo(2);
    }

    @Test
    void badChangesEndAsDeadLettersWithReceiptsAndNothingElseStops() throws Exception {
        Map<String, byte[]> bad = Map.of(
                "not-json", bytes("hello"),
                "invalid-change", bytes("{\"title\":\"no text\"}"),
                "too-large", bytes("{\"text\":\"" + "word ".repeat(4_000_000) + "\"}"),
                "unsupported-content-type", bytes("{\"contentType\":\"image/png\",\"base64\":\"AAAA\"}"),
                "too-many-chunks",
                        bytes("{\"contentType\":\"text/markdown\",\"text\":\"" + "# h\\nx\\n".repeat(10_001) + "\"}"));
        for (var one : bad.entrySet()) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, bytes("bad"), one.getValue());
            record.headers().add("x-mine", new byte[] {1, 2});
            assertRejected(owner.send(record), one.getKey(), record);
        }
        assertRejectedValue("invalid-change", "{\"text\":\"a\",\"version\":\"7\"}");
        assertThat(owner.receipt(send("good", "{\"text\":\"a\",\"unknown\":{\"field\":1}}"))
                        .outcome())
                .isEqualTo(Outcome.APPLIED);
    }

    @Test
    void aDeadLetterThatIsTooLargeGoesWithoutItsValueAndStopsNothing() throws Exception {
        byte[] value = new byte[200_000];
        new java.util.Random(7).nextBytes(value);
        owner.limit(Topics.DEAD_LETTERS, 100_000);
        try {
            RecordMetadata sent = send(new ProducerRecord<>(topic, 0, bytes("large"), value));

            ConsumerRecord<byte[], byte[]> letter = owner.deadLetter(sent);
            assertThat(letter.key()).isEqualTo(bytes("large"));
            assertThat(letter.value()).isNull();
            assertThat(ContentOwner.header(letter, "kotae-reason")).isEqualTo("too-large");
            assertThat(ContentOwner.header(letter, "kotae-omitted-bytes")).isEqualTo("200000");
            assertThat(ContentOwner.header(letter, "kotae-omitted-sha256"))
                    .isEqualTo(dev.kotae.common.document.ContentHash.of(value).hex());
            assertThat(owner.receipt(sent).reason()).isEqualTo("not-json");
            assertThat(owner.receipt(send("after", "{\"text\":\"a\"}")).outcome())
                    .isEqualTo(Outcome.APPLIED);
        } finally {
            owner.limit(Topics.DEAD_LETTERS, ContentOwner.LARGE);
        }
    }

    @Test
    void badKeysAreRejected() throws Exception {
        List<byte[]> keys = new ArrayList<>(
                List.of(bytes(""), bytes("k".repeat(2000)), bytes("a\tb"), new byte[] {(byte) 0xc3, (byte) 0x28}));
        keys.add(null);
        for (byte[] key : keys) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, key, bytes("{\"text\":\"a\"}"));
            Receipt receipt = assertRejected(owner.send(record), "invalid-key", record);
            assertThat(receipt.documentId()).isNull();
        }
    }

    @Test
    void aTopicThatNamesNoCollectionIsRejectedWholeAndReadOnce() throws Exception {
        String odd = "_" + UUID.randomUUID();
        owner.create(Topics.documents(odd), 1);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.documents(odd), bytes("a"), bytes("{\"text\":\"a\"}"));

        assertRejected(owner.send(record), "invalid-collection", record);
        assertRejected(owner.send(record), "invalid-collection", record);

        assertThat(owner.receiptsSoFar(odd)).hasSize(2);
        given().get("/api/index/" + odd).then().statusCode(400).body("code", equalTo("invalid-collection"));
    }

    @Test
    void aDeletedDocumentStaysDeletedUntilANewerVersion() throws Exception {
        assertThat(owner.receipt(send(versioned("doc", "{\"text\":\"a\"}", 5))).outcome())
                .isEqualTo(Outcome.APPLIED);
        assertThat(owner.receipt(send(versioned("doc", null, 7))).outcome()).isEqualTo(Outcome.APPLIED);

        Receipt late = owner.receipt(send(versioned("doc", "{\"text\":\"a\"}", 6)));

        assertThat(late.outcome()).isEqualTo(Outcome.SUPERSEDED);
        given().queryParam("id", "doc")
                .get("/api/index/" + collection + "/document")
                .then()
                .statusCode(200)
                .body("state", equalTo("deleted"))
                .body("version", equalTo(7))
                .body("chunks", equalTo(0));
        assertThat(owner.receipt(send(versioned("doc", "{\"text\":\"a\"}", 8))).outcome())
                .isEqualTo(Outcome.APPLIED);
        assertThat(chunksOf()).isEqualTo(1);
    }

    @Test
    void aDeleteOfADocumentNeverSeenIsApplied() throws Exception {
        Receipt receipt = owner.receipt(send(new ProducerRecord<>(topic, bytes("never"), null)));

        assertThat(receipt.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(receipt.chunks()).isZero();
        given().queryParam("id", "never")
                .get("/api/index/" + collection + "/document")
                .then()
                .statusCode(200)
                .body("state", equalTo("deleted"));
    }

    @Test
    void aDocumentBelongsToOnePartition() throws Exception {
        owner.receipt(owner.send(new ProducerRecord<>(topic, 0, bytes("doc"), bytes("{\"text\":\"a\"}"))));

        ProducerRecord<byte[], byte[]> elsewhere =
                new ProducerRecord<>(topic, 1, bytes("doc"), bytes("{\"text\":\"b\"}"));

        assertRejected(owner.send(elsewhere), "wrong-partition", elsewhere);
    }

    @Test
    void theIndexIsShownInParts() throws Exception {
        owner.receipt(send("one", "{\"text\":\"a\"}"));
        owner.receipt(send(new ProducerRecord<>(topic, bytes("two"), null)));

        given().get("/api/index").then().statusCode(200).body("collections.collection", hasItem(collection));
        given().get("/api/index/" + collection)
                .then()
                .statusCode(200)
                .body("documents", equalTo(1))
                .body("chunks", equalTo(1))
                .body("generation.dimension", equalTo(384));
        String lines = given().get("/api/index/" + collection + "/documents")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(lines.lines().toList())
                .hasSize(2)
                .anyMatch(line -> line.contains("\"id\":\"one\"") && line.contains("\"state\":\"live\""))
                .anyMatch(line -> line.contains("\"id\":\"two\"") && line.contains("\"state\":\"deleted\""));
        given().get("/api/index/" + collection + "/digest").then().statusCode(200);
        given().queryParam("id", "three")
                .get("/api/index/" + collection + "/document")
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
        given().get("/api/index/" + collection + "/document")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-request"));
        given().get("/api/index/unknown-" + collection)
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-collection"));
    }

    @Test
    void aTraceGoesOnIntoTheReceipt() throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes("doc"), bytes("{\"text\":\"a\"}"));
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        record.headers().add("traceparent", bytes("00-" + trace + "-00f067aa0ba902b7-01"));

        ConsumerRecord<byte[], byte[]> receipt = owner.receiptRecord(owner.send(record));

        assertThat(ContentOwner.header(receipt, "traceparent")).contains(trace);
    }

    @Test
    void manyChangesToManyDocumentsEndInTheNewestOfEach() throws Exception {
        List<RecordMetadata> sent = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            for (int document = 0; document < 20; document++) {
                sent.add(send("doc-" + document, markdown("# Document " + document + "\n\nround " + round)));
            }
        }
        List<Receipt> receipts = sent.stream().map(owner::receipt).toList();

        assertThat(receipts.subList(80, 100)).allMatch(receipt -> receipt.outcome() == Outcome.APPLIED);
        assertThat(receipts)
                .allMatch(receipt -> receipt.outcome() == Outcome.APPLIED || receipt.outcome() == Outcome.SUPERSEDED);
        assertThat(chunksOf()).isEqualTo(20);
    }

    @Test
    void healthAndMetricsSpeakOfTheReading() throws Exception {
        owner.receipt(send("doc", "{\"text\":\"a\"}"));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> given().baseUri(management())
                .get("/q/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP")));
        assertThat(given().baseUri(management()).get("/q/metrics").asString())
                .contains("kotae_ingest_changes_total{")
                .contains("kotae_ingest_freshness_seconds_bucket")
                .contains("kotae_ingest_chunks_total{");
        given().get("/api/index/openapi").then().statusCode(200);
    }

    private static String management() {
        return "http://localhost:"
                + org.eclipse.microprofile.config.ConfigProvider.getConfig()
                        .getValue("quarkus.management.test-port", Integer.class);
    }

    private Receipt assertRejected(RecordMetadata sent, String reason, ProducerRecord<byte[], byte[]> original) {
        Receipt receipt = owner.receipt(sent);
        assertThat(receipt.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(receipt.reason()).isEqualTo(reason);
        assertThat(receipt.message()).isNotBlank();
        ConsumerRecord<byte[], byte[]> letter = owner.deadLetter(sent);
        assertThat(letter.key()).isEqualTo(original.key());
        assertThat(letter.value()).isEqualTo(original.value());
        original.headers().forEach(header -> assertThat(
                        letter.headers().lastHeader(header.key()).value())
                .isEqualTo(header.value()));
        assertThat(ContentOwner.header(letter, "kotae-reason")).isEqualTo(reason);
        assertThat(ContentOwner.header(letter, "kotae-message")).isEqualTo(receipt.message());
        assertThat(ContentOwner.header(letter, "kotae-topic-id")).isEqualTo(receipt.topicId());
        assertThat(ContentOwner.header(letter, "kotae-at"))
                .isEqualTo(receipt.at().toString());
        return receipt;
    }

    private void assertRejectedValue(String reason, String value) throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, bytes("bad"), bytes(value));
        assertRejected(owner.send(record), reason, record);
    }

    private int chunksOf() {
        return given().get("/api/index/" + collection).then().extract().path("chunks");
    }

    private RecordMetadata send(String id, String value) throws Exception {
        return send(new ProducerRecord<>(topic, bytes(id), bytes(value)));
    }

    private RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws Exception {
        return owner.send(record);
    }

    private ProducerRecord<byte[], byte[]> versioned(String id, String value, long version) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, bytes(id), value == null ? null : bytes(value));
        record.headers().add("kotae-version", bytes(Long.toString(version)));
        return record;
    }

    private static String markdown(String text) {
        return "{\"contentType\":\"text/markdown\",\"text\":\"" + text.replace("\n", "\\n") + "\"}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.kotae.local.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Sends events, each to the partition of its question, with every acknowledgement. {@link #send} is for one thread and waits where
 * Kafka is slower than the reader.
 */
final class ImportPublisher implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Integer> partitions = new HashMap<>();
    private final BiConsumer<Long, String> failed;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong brokenAt = new AtomicLong();

    /**
     * A publisher.
     *
     * @param failed told the line and the reason of an event that Kafka did not take, by any thread
     */
    ImportPublisher(String bootstrapServers, BiConsumer<Long, String> failed) {
        this.failed = failed;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "compression.type",
                        "gzip",
                        "compression.gzip.level",
                        1,
                        "batch.size",
                        256 * 1024,
                        "linger.ms",
                        5,
                        "max.block.ms",
                        30_000,
                        "delivery.timeout.ms",
                        60_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void send(long line, Event event) {
        sent.incrementAndGet();
        try {
            int count = partitions.computeIfAbsent(
                    event.topic(), topic -> producer.partitionsFor(topic).size());
            byte[] question = event.question().getBytes(StandardCharsets.UTF_8);
            ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                    event.topic(),
                    Utils.toPositive(Utils.murmur2(question)) % count,
                    event.key().getBytes(StandardCharsets.UTF_8),
                    JSON.writeValueAsBytes(event.value()));
            producer.send(message, (metadata, error) -> {
                if (error == null) {
                    acknowledged.incrementAndGet();
                } else {
                    fail(line, error);
                }
            });
        } catch (KafkaException e) {
            fail(line, e);
        } catch (JsonProcessingException e) {
            failed.accept(line, "it holds text that cannot be written in UTF-8");
        }
    }

    /** The lowest line whose events Kafka did not take because it is away; 0 while it is there. */
    long brokenAt() {
        return brokenAt.get();
    }

    private void fail(long line, Exception error) {
        if (!(error instanceof RecordTooLargeException)) {
            brokenAt.accumulateAndGet(line, (before, now) -> before == 0 ? now : Math.min(before, now));
        }
        failed.accept(line, reason(error));
    }

    /** Waits until Kafka has, or has refused, all that was sent. */
    void flush() {
        producer.flush();
    }

    long sent() {
        return sent.get();
    }

    long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        producer.close();
    }

    private static String reason(Exception error) {
        return error instanceof RecordTooLargeException
                ? "it is larger than an event may be"
                : "Kafka did not take it: " + error.getMessage();
    }
}

package dev.kotae.local.publish;

import dev.kotae.local.publish.Receipt.Place;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends changes to one collection's topic, with Kafka's own partitioner and every acknowledgement. {@link #send} is for one thread
 * and waits where Kafka is slower than the reader.
 */
final class ChangePublisher implements AutoCloseable {
    private static final int DOCUMENT_BYTES = 24 * 1024 * 1024;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final String topicId;
    private final Pending pending;
    private final BiConsumer<String, String> failed;
    private final AtomicLong acknowledged = new AtomicLong();

    /**
     * A publisher of one topic.
     *
     * @param failed told the id and the reason of a change that Kafka did not take, by any thread
     */
    ChangePublisher(
            String bootstrapServers, String topic, String topicId, Pending pending, BiConsumer<String, String> failed) {
        Map<String, Object> settings = Map.of(
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
                "max.request.size",
                DOCUMENT_BYTES,
                "buffer.memory",
                3L * DOCUMENT_BYTES,
                "delivery.timeout.ms",
                60_000);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.topicId = topicId;
        this.pending = pending;
        this.failed = failed;
    }

    void send(Change change) {
        byte[] key = change.id().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, key, change.value());
        if (change.deletedVersion() != null) {
            byte[] version = Long.toString(change.deletedVersion()).getBytes(StandardCharsets.UTF_8);
            message.headers().add("kotae-version", version);
        }
        try {
            producer.send(message, (metadata, error) -> {
                if (error == null) {
                    pending.sent(change.id(), new Place(topicId, metadata.partition(), metadata.offset()));
                    acknowledged.incrementAndGet();
                } else {
                    failed.accept(change.id(), reason(error));
                }
            });
        } catch (KafkaException e) {
            failed.accept(change.id(), reason(e));
        }
    }

    /** Waits until Kafka has, or has refused, all that was sent. */
    void flush() {
        producer.flush();
    }

    long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        producer.close();
    }

    private static String reason(Exception error) {
        if (error instanceof RecordTooLargeException) {
            return "larger than the " + DOCUMENT_BYTES / (1024 * 1024) + " MiB that a document may have";
        }
        if (error instanceof TimeoutException) {
            return "Kafka did not take it in time";
        }
        return "Kafka did not take it: " + error.getMessage();
    }
}

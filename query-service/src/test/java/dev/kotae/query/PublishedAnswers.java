package dev.kotae.query;

import static org.awaitility.Awaitility.await;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Topics;
import dev.kotae.local.testing.LocalParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What stands on the topic of answers. Read from its start; one thread at a time. */
public final class PublishedAnswers implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", LocalParts.kafka().bootstrapServers(), "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    private final Map<String, AnswerCompleted> seen = new ConcurrentHashMap<>();

    public PublishedAnswers() {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.ANSWERS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Waits until the record of an answer is there. */
    public AnswerCompleted of(String answerId) {
        return first(answer -> answer.id().equals(answerId));
    }

    /** Waits until a record is there that fits. */
    public AnswerCompleted first(Predicate<AnswerCompleted> wanted) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> all().stream().filter(wanted).findFirst().orElse(null), found -> found != null);
    }

    /** All that are there now. */
    public List<AnswerCompleted> all() {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> {
            if (record.value() != null) {
                seen.put(new String(record.key(), StandardCharsets.UTF_8), read(record.value()));
            }
        });
        return List.copyOf(seen.values());
    }

    private static AnswerCompleted read(byte[] json) {
        try {
            return EventJson.read(json, AnswerCompleted.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

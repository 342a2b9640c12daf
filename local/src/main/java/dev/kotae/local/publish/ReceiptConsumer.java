package dev.kotae.local.publish;

import dev.kotae.local.suite.SuiteTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the receipts from the moment it is made on. For one thread. */
final class ReceiptConsumer implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;

    ReceiptConsumer(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "enable.auto.commit",
                false,
                "max.poll.records",
                5_000,
                "fetch.max.wait.ms",
                100,
                "allow.auto.create.topics",
                false);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(SuiteTopics.RECEIPTS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // The seek is lazy: only asking for the place fixes it before anything is sent
        partitions.forEach(consumer::position);
    }

    /** Hands on what has arrived; whether there was a receipt about the topic of {@code pending}. */
    boolean poll(Pending pending, Duration wait) {
        boolean any = false;
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(wait)) {
            any |= Receipt.of(message.value()).map(pending::received).orElse(false);
        }
        return any;
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package dev.kotae.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kotae.local.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
    @TempDir
    Path folder;

    @Test
    void killedBrokerComesBackWithItsPortAndItsRecords() throws Exception {
        KafkaBroker broker = KafkaBroker.start(folder);
        String address = broker.bootstrapServers();
        long pid = broker.pid().orElseThrow();
        try (Topics topics = Topics.on(address)) {
            // Given
            topics.create("kept", 2, Map.of("cleanup.policy", "compact"));
            String id = topics.id("kept").orElseThrow().toString();
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", address, "acks", "all", "max.request.size", 30_000_000),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.send(new ProducerRecord<>("kept", 1, "key", "x".repeat(20_000_000)))
                        .get();
            }

            for (int i = 0; i < 50; i++) {
                topics.create("known-" + i, 3, Map.of());
                assertThat(topics.id("known-" + i))
                        .as("a topic is known as soon as it is made")
                        .isPresent();
            }

            // When
            broker.kill();
            await().until(() -> ProcessHandle.of(pid).isEmpty());
            broker.restart();

            // Then
            assertThat(broker.bootstrapServers()).isEqualTo(address);
            assertThat(topics.id("kept").orElseThrow()).hasToString(id);
            assertThat(read(address, new TopicPartition("kept", 1)))
                    .singleElement()
                    .satisfies(value -> assertThat(value).hasSize(20_000_000));
        } finally {
            broker.close();
        }
        assertThat(broker.pid()).isEmpty();
        assertThat(Ports.listens(Integer.parseInt(address.split(":")[1]))).isFalse();
        assertThat(KafkaBroker.running(folder)).isEmpty();
    }

    private static List<String> read(String address, TopicPartition partition) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "fetch.max.bytes", 60_000_000),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return await().atMost(Duration.ofSeconds(15))
                    .until(
                            () -> consumer.poll(Duration.ofMillis(200)).records(partition).stream()
                                    .map(record -> record.value())
                                    .toList(),
                            values -> !values.isEmpty());
        }
    }
}

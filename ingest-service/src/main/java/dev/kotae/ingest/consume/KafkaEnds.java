package dev.kotae.ingest.consume;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka where topics end. Never blocks; fails when Kafka cannot be asked. */
@Singleton
class KafkaEnds {

    private final Admin admin;

    KafkaEnds(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.admin = Admin.create(kafka);
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ofSeconds(2));
    }

    /** Where a partition ends now, and how many there are. */
    Uni<End> of(String topic, int number) {
        TopicPartition partition = new TopicPartition(topic, number);
        Uni<Integer> partitions = Uni.createFrom()
                .completionStage(() -> admin.describeTopics(List.of(topic))
                        .topicNameValues()
                        .get(topic)
                        .toCompletionStage())
                .map(description -> description.partitions().size());
        Uni<Long> offset = Uni.createFrom()
                .completionStage(() -> admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .toCompletionStage())
                .map(result -> result.offset());
        return Uni.combine().all().unis(offset, partitions).with(End::new);
    }

    /**
     * The end of a partition.
     *
     * @param offset of the next record
     * @param partitions how many the topic has
     */
    record End(long offset, int partitions) {}
}

package dev.kotae.eval.evidence;

import dev.kotae.common.event.Topics;
import dev.kotae.common.projection.PartitionConsumer;
import dev.kotae.common.projection.PartitionConsumer.Subscription;
import dev.kotae.eval.EvalConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/** Reads the topics of answers and ratings for as long as the service runs. */
@ApplicationScoped
class EvidenceConsumer {

    private static final Duration HANGS_AFTER = Duration.ofSeconds(60);
    private static final int POLLED_AT_ONCE = 1000;

    private final PartitionConsumer consumer;

    EvidenceConsumer(
            EvalConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            AnswerSecret secret,
            RedisEvidence evidence,
            PartitionCount partitions,
            EvidenceMetrics metrics,
            EvidenceTrace trace) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.groupId());
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLLED_AT_ONCE);
        this.consumer = new PartitionConsumer(
                "evidence",
                settings,
                Subscription.topics(Topics.ANSWERS, Topics.RATINGS),
                new EvidenceProjection(new EvidenceReader(secret.key()), evidence, partitions, metrics, trace));
        metrics.lag(this::lag);
    }

    void start(@Observes StartupEvent event) {
        consumer.start();
    }

    void stop(@Observes ShutdownEvent event) {
        consumer.close();
    }

    /** When Kafka was last polled. */
    Instant lastPoll() {
        return consumer.status().lastPoll();
    }

    /** Whether it goes on polling; it does so also while Kafka is away. */
    boolean polls() {
        return lastPoll().isAfter(Instant.now().minus(HANGS_AFTER));
    }

    /** Per partition why it is not counted at the moment; empty when all is well. */
    Map<String, String> failing() {
        return consumer.status().failing().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
    }

    /** The partitions whose answers this instance reads. */
    Set<Integer> held() {
        return consumer.status().positions().keySet().stream()
                .filter(partition -> partition.topic().equals(Topics.ANSWERS))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    private long lag(String topic) {
        return consumer.status().lag().entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}

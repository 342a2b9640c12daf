package dev.kotae.eval.evidence;

import dev.kotae.common.event.Topics;
import dev.kotae.common.projection.PartitionConsumer;
import dev.kotae.common.projection.PartitionConsumer.Status;
import dev.kotae.common.projection.PartitionConsumer.Subscription;
import dev.kotae.eval.EvalConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Reads the topics of answers and ratings for as long as the service runs. */
@ApplicationScoped
class EvidenceConsumer {

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

    Status status() {
        return consumer.status();
    }

    private long lag(String topic) {
        return consumer.status().lag().entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}

package dev.kotae.eval;

import dev.kotae.common.event.Topics;
import dev.kotae.local.testing.LocalParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Base64;
import java.util.Map;

/** The service under test beside a real Kafka, with the topics it needs, and a real Redis. */
public class KafkaAndRedis implements QuarkusTestResourceLifecycleManager {

    public static final int PARTITIONS = 3;

    @Override
    public Map<String, String> start() {
        String kafka = LocalParts.kafka().bootstrapServers();
        try (dev.kotae.local.kafka.Topics topics = dev.kotae.local.kafka.Topics.on(kafka)) {
            topics.create(Topics.ANSWERS, PARTITIONS, Map.of("cleanup.policy", "compact"));
            topics.create(Topics.RATINGS, PARTITIONS, Map.of("cleanup.policy", "compact"));
            topics.create(Topics.REPORTS, 1, Map.of("cleanup.policy", "compact"));
        }
        return Map.of(
                "kafka.bootstrap.servers", kafka,
                "quarkus.redis.hosts", LocalParts.redis().url(),
                "kotae.auth", "none",
                "kotae.answer-key", Base64.getEncoder().encodeToString(Answers.KEY),
                "kotae.eval.gauges-every", "1s",
                "quarkus.http.test-port", "0",
                "quarkus.management.test-port", "0");
    }

    @Override
    public void stop() {
        // The parts end with the JVM
    }
}

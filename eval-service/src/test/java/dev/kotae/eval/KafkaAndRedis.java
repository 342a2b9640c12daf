package dev.kotae.eval;

import dev.kotae.common.event.Topics;
import dev.kotae.local.testing.LocalParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Base64;
import java.util.Map;

/** The service under test beside a real Kafka, with the topics it needs, and a real Redis. */
public class KafkaAndRedis implements QuarkusTestResourceLifecycleManager {

    public static final int PARTITIONS = 3;

    private final ReplayingQueryService query = new ReplayingQueryService();

    @Override
    public Map<String, String> start() {
        String kafka = LocalParts.kafka().bootstrapServers();
        try (dev.kotae.local.kafka.Topics topics = dev.kotae.local.kafka.Topics.on(kafka)) {
            topics.create(Topics.ANSWERS, PARTITIONS, Map.of("cleanup.policy", "compact"));
            topics.create(Topics.RATINGS, PARTITIONS, Map.of("cleanup.policy", "compact"));
            topics.create(Topics.REPORTS, 1, Map.of("cleanup.policy", "compact"));
            topics.create(Topics.EXPERIMENTS, 1, Map.of("cleanup.policy", "compact"));
        }
        return Map.ofEntries(
                Map.entry("kafka.bootstrap.servers", kafka),
                Map.entry("quarkus.redis.hosts", LocalParts.redis().url()),
                Map.entry("kotae.auth", "none"),
                Map.entry("kotae.answer-key", Base64.getEncoder().encodeToString(Answers.KEY)),
                Map.entry("kotae.eval.experiments.query-url", query.url()),
                Map.entry("kotae.eval.gauges-every", "1s"),
                Map.entry("kotae.eval.retention", "9000d"),
                Map.entry("kotae.eval.retention-every", "1s"),
                Map.entry("kotae.eval.eraser-groups", "privacy"),
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("quarkus.management.test-port", "0"));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(query, new TestInjector.MatchesType(ReplayingQueryService.class));
    }

    /** The other parts end with the JVM. */
    @Override
    public void stop() {
        query.close();
    }
}

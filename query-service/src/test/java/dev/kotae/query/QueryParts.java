package dev.kotae.query;

import dev.kotae.common.event.Topics;
import dev.kotae.local.testing.LocalParts;
import dev.kotae.local.testing.ScriptedModels;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The service under test beside a real Kafka, a real Redis, and a scripted model server as the provider {@code scripted}. All tests
 * with this resource share one running service; they keep apart by collections and models of their own.
 */
public class QueryParts implements QuarkusTestResourceLifecycleManager {

    public static final int PARTITIONS = 3;
    public static final byte[] KEY = "a key for tests, of 32 bytes at least".getBytes();

    private ScriptedModels models;

    @Override
    public Map<String, String> start() {
        String kafka = LocalParts.kafka().bootstrapServers();
        try (dev.kotae.local.kafka.Topics topics = dev.kotae.local.kafka.Topics.on(kafka)) {
            topics.create(Topics.ANSWERS, PARTITIONS, Map.of("cleanup.policy", "compact"));
        }
        models = ScriptedModels.start();
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", kafka);
        settings.put("quarkus.redis.hosts", LocalParts.redis().url());
        settings.put("kotae.auth", "none");
        settings.put("kotae.answer-key", Base64.getEncoder().encodeToString(KEY));
        settings.put("kotae.providers.scripted.base-url", models.baseUrl());
        settings.put("kotae.catalogue.refresh", "300ms");
        settings.put("kotae.answers.kept-prompts", "100");
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(models, new TestInjector.MatchesType(ScriptedModels.class));
    }

    @Override
    public void stop() {
        models.close();
    }
}

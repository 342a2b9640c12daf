package dev.kotae.query;

import dev.kotae.common.event.Topics;
import dev.kotae.local.testing.LocalParts;
import dev.kotae.local.testing.ScriptedModels;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The service under test beside a real Kafka, a real Redis, and a scripted model server as the provider {@code scripted}. All tests
 * with this resource share one running service; they keep apart by collections and models of their own.
 */
public class QueryParts implements QuarkusTestResourceLifecycleManager {

    public static final int PARTITIONS = 3;

    /** How long a stream may be silent: shorter than outside, so that tests hear it. */
    public static final Duration HEARTBEAT = Duration.ofMillis(500);

    public static final byte[] KEY = "a key for tests, of 32 bytes at least".getBytes();

    /** A file of the catalogue that tests may write: models with little patience, for tests of faults. */
    public static final String CATALOGUE =
            """
            kotae:
              models:
                slow: {provider: scripted, first-token-timeout: 1s}
                stalling: {provider: scripted, idle-timeout: 1s}
                endless-slowly: {provider: scripted, total-timeout: 2s}
                busy-for-long: {provider: scripted, first-token-timeout: 2s}
                primary: {provider: scripted, fallback: [standby]}
                described:
                  provider: scripted
                  name: vendor/described:1b
                  display-name: A described model
                  revision: "7"
                  context-length: 8192
                  languages: [en, ja]
                  tags: [small]
                  price: {input: 2, output: 6}
                  parameters: {temperature: 0.3, top_p: 0.9}
            """;

    private ScriptedModels models;
    private Path catalogue;

    @Override
    public Map<String, String> start() {
        String kafka = LocalParts.kafka().bootstrapServers();
        try (dev.kotae.local.kafka.Topics topics = dev.kotae.local.kafka.Topics.on(kafka)) {
            topics.create(Topics.ANSWERS, PARTITIONS, Map.of("cleanup.policy", "compact"));
        }
        models = ScriptedModels.start();
        catalogue = write("kotae-catalogue", CATALOGUE);
        Path token = write("kotae-token", "s3cr3t-token\n");
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", kafka);
        settings.put("quarkus.redis.hosts", LocalParts.redis().url());
        settings.put("kotae.auth", "none");
        settings.put("kotae.answer-key", Base64.getEncoder().encodeToString(KEY));
        settings.put("kotae.providers.scripted.base-url", models.baseUrl());
        settings.put("kotae.providers.scripted.api-key-file", token.toString());
        settings.put("kotae.catalogue.refresh", "300ms");
        settings.put("kotae.answers.kept-prompts", "100");
        settings.put("kotae.answers.heartbeat", HEARTBEAT.toMillis() + "ms");
        settings.put("kotae.retrieval.timeout", "10s"); // a machine that builds and tests at once is slow
        settings.put("kotae.catalogue.file", catalogue.toString());
        settings.put("kotae.catalogue.file-check", "200ms");
        settings.put("kotae.catalogue.breaker-pause", "2s");
        settings.put("kotae.limits.enabled", "true");
        settings.put("kotae.limits.requests-per-minute", "1000000");
        settings.put("kotae.limits.at-once", "1000000");
        settings.put("kotae.limits.users.\"limited to 3 a minute\".requests-per-minute", "3");
        settings.put("kotae.limits.users.\"limited to 4 a minute\".requests-per-minute", "4");
        settings.put("kotae.limits.users.\"limited to 1 token a day\".tokens-per-day", "1");
        settings.put("kotae.limits.users.\"limited to 2 at once\".at-once", "2");
        settings.put("kotae.limits.tokens-per-day", "1000000000");
        settings.put("kotae.limits.users.\"limited to 40 tokens a day\".tokens-per-day", "40");
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        return settings;
    }

    private static Path write(String name, String text) {
        try {
            Path file = Files.createTempFile(name, ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

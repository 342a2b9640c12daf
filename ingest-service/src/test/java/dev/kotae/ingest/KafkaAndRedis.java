package dev.kotae.ingest;

import dev.kotae.local.testing.LocalParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The real parts for tests of the whole service. */
public final class KafkaAndRedis implements QuarkusTestResourceLifecycleManager {

    /** How collections begin that another instance indexes, with another embedder. */
    static final String REMOTE = "remote-";

    @Override
    public Map<String, String> start() {
        return Map.of(
                "kafka.bootstrap.servers",
                LocalParts.kafka().bootstrapServers(),
                "quarkus.redis.hosts",
                LocalParts.redis().url(),
                "kotae.ingest.topics",
                "kotae\\.documents\\.(?!" + REMOTE + ").+",
                "kotae.auth",
                "none",
                "kotae.ingest.max-document-bytes",
                "16777216",
                "quarkus.http.test-port",
                "0",
                "quarkus.management.test-port",
                "0");
    }

    @Override
    public void stop() {
        // The parts are shared by all tests of this JVM and end with it
    }
}

package dev.kotae.local.testing;

import dev.kotae.local.kafka.KafkaBroker;
import dev.kotae.local.process.Folders;
import dev.kotae.local.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * One Kafka and one Redis for all tests of this JVM, also where several class loaders hold this class (as Quarkus tests do): what
 * runs is noted in the system properties and found again from there. Tests keep apart by topics and key prefixes of their own. Safe
 * for use by several threads.
 */
public final class LocalParts {
    private static final String KAFKA = "kotae.local.parts.kafka";
    private static final String REDIS = "kotae.local.parts.redis";

    private LocalParts() {}

    /** The broker, started on the first call. */
    public static KafkaBroker kafka() {
        Properties shared = System.getProperties();
        synchronized (shared) {
            String directory = shared.getProperty(KAFKA);
            if (directory != null) {
                return KafkaBroker.at(Path.of(directory));
            }
            Path fresh = folder("kotae-kafka");
            KafkaBroker broker = KafkaBroker.start(fresh);
            removeAtExit(broker, fresh);
            shared.setProperty(KAFKA, fresh.toString());
            return broker;
        }
    }

    /** The Redis that {@code KOTAE_REDIS_URL} names; without it one of our own, started on the first call. */
    public static RedisServer redis() {
        Properties shared = System.getProperties();
        synchronized (shared) {
            String known = shared.getProperty(REDIS);
            if (known != null) {
                return known.startsWith("redis") ? RedisServer.at(known) : RedisServer.on(Path.of(known));
            }
            Path fresh = folder("kotae-redis");
            RedisServer redis = RedisServer.start(fresh);
            removeAtExit(redis, fresh);
            shared.setProperty(REDIS, redis.isOwn() ? fresh.toString() : redis.url());
            return redis;
        }
    }

    private static void removeAtExit(AutoCloseable part, Path folder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("A part of a test did not stop: " + e.getMessage());
            }
            Folders.delete(folder);
        }));
    }

    private static Path folder(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

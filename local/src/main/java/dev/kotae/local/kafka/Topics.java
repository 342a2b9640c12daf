package dev.kotae.local.kafka;

import dev.kotae.local.process.PartFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics of one broker: made, removed, and their ids. Every call waits for the broker's answer. Safe for use by several threads. */
public final class Topics implements AutoCloseable {
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Admin admin;
    private final String address;

    private Topics(Admin admin, String address) {
        this.admin = admin;
        this.address = address;
    }

    /** The topics of the broker at an address {@code host:port}. */
    public static Topics on(String bootstrapServers) {
        return new Topics(
                Admin.create(Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "default.api.timeout.ms",
                        15_000,
                        "request.timeout.ms",
                        10_000)),
                bootstrapServers);
    }

    /**
     * Makes a topic, unless there is one of that name, and returns once the broker can serve it: a broker acknowledges a topic
     * a moment before it knows it.
     *
     * @param config Kafka's names of topic settings, such as {@code cleanup.policy}
     * @return whether it was made now
     * @throws PartFailedException if the broker does not answer or refuses
     */
    public boolean create(String name, int partitions, Map<String, String> config) {
        try {
            NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(config);
            await(admin.createTopics(List.of(topic)).all());
            awaitKnown(name);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                awaitKnown(name);
                return false;
            }
            throw failed("make topic " + name, e);
        }
    }

    private void awaitKnown(String name) {
        long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
        while (id(name).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new PartFailedException("Kafka at " + address + " took topic " + name
                        + " and does not know it after " + KNOWN_WITHIN.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /**
     * Removes a topic and all it holds.
     *
     * @return whether there was one
     * @throws PartFailedException if the broker does not answer or refuses
     */
    public boolean delete(String name) {
        try {
            await(admin.deleteTopics(List.of(name)).all());
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw failed("remove topic " + name, e);
        }
    }

    /**
     * Kafka's id of a topic, which a topic made anew under the same name does not share; empty if there is none.
     *
     * @throws PartFailedException if the broker does not answer or refuses
     */
    public Optional<Uuid> id(String name) {
        try {
            return Optional.of(await(admin.describeTopics(List.of(name)).allTopicNames())
                    .get(name)
                    .topicId());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failed("look up topic " + name, e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }

    private static <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("Waiting for Kafka was interrupted", e);
        }
    }

    private PartFailedException failed(String what, ExecutionException e) {
        return new PartFailedException(
                "Kafka at " + address + " did not " + what + ": " + e.getCause().getMessage(), e);
    }
}

package dev.kotae.common.projection;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Feeds a {@link Projection} from Kafka, exactly: every partition is taken up where the projection says, one batch of a partition
 * is under way at a time, partitions go on side by side, and a batch that fails is tried again until it works.
 *
 * <p>It owns one thread, which alone touches the Kafka client and never waits for the projection: while a partition has work under
 * way it is paused, and polling keeps the membership of the group alive. Kafka's own commits show the lag and decide nothing.
 */
public final class PartitionConsumer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PartitionConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration COMPARE = Duration.ofSeconds(3);

    private final String name;
    private final Subscription subscription;
    private final Projection projection;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicIds topicIds;
    private final Map<TopicPartition, HeldPartition> held = new HashMap<>();
    private final Queue<Runnable> arrived = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    private volatile boolean running;
    private volatile Status status = new Status(Instant.EPOCH, Map.of(), Map.of(), Map.of());

    /**
     * Prepares a consumer; nothing is contacted before {@link #start}.
     *
     * @param name of the thread and in logs
     * @param kafkaSettings for consumer and admin client: at least {@code bootstrap.servers} and {@code group.id}; what exactness
     *     depends on is set here and overrides them
     * @param subscription which topics
     * @param projection what to feed
     */
    public PartitionConsumer(
            String name, Map<String, Object> kafkaSettings, Subscription subscription, Projection projection) {
        this.name = name;
        this.subscription = subscription;
        this.projection = projection;
        Map<String, Object> settings = new HashMap<>(kafkaSettings);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        settings.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 3000);
        // After a crash the partitions are free again in seconds; Kafka's default is 45 of them
        settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topicIds = new TopicIds(Admin.create(kafkaSettings));
        this.thread = new Thread(this::run, "kotae-" + name);
    }

    /** Begins to consume, on a thread of its own. Returns at once, also while Kafka is away: then it waits for it. */
    public void start() {
        running = true;
        status = new Status(Instant.now(), Map.of(), Map.of(), Map.of());
        thread.start();
    }

    /**
     * Takes no more work, lets what is under way end for at most ten seconds, leaves the group. What did not end is read again by
     * the next owner. Waits for that, so it must not be called on an event loop.
     */
    @Override
    public void close() {
        if (running) {
            running = false;
            consumer.wakeup();
            try {
                if (!ended.await(DRAIN.toSeconds() + 5, TimeUnit.SECONDS)) {
                    LOG.warnf("Consumer %s did not end in time", name);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How it goes, as of the last poll. May be called on any thread. */
    public Status status() {
        return status;
    }

    private void run() {
        try {
            subscription.subscribe(consumer, new Rebalance());
            while (running) {
                turn();
            }
            drain();
        } catch (WakeupException e) {
            LOG.debugf("Consumer %s was woken up to end", name);
        } catch (RuntimeException e) {
            // Liveness notices that polling stopped: a restart takes everything up again
            LOG.errorf(e, "Consumer %s cannot go on", name);
        } finally {
            consumer.close();
            topicIds.close();
            ended.countDown();
        }
    }

    private void turn() {
        Instant now = Instant.now();
        held.values().forEach(partition -> partition.due(now));
        ConsumerRecords<byte[], byte[]> records = poll();
        runArrived();
        for (TopicPartition partition : records.partitions()) {
            HeldPartition holder = held.get(partition);
            if (holder != null) {
                holder.take(records.records(partition));
            }
        }
        publishStatus();
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(POLL);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        }
    }

    private void runArrived() {
        for (Runnable task = arrived.poll(); task != null; task = arrived.poll()) {
            task.run();
        }
    }

    private void drain() {
        Instant end = Instant.now().plus(DRAIN);
        consumer.pause(consumer.assignment());
        while (held.values().stream().anyMatch(HeldPartition::busy)
                && Instant.now().isBefore(end)) {
            poll();
            runArrived();
        }
    }

    private void publishStatus() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        Map<TopicPartition, Long> lags = new HashMap<>();
        Map<TopicPartition, String> failing = new HashMap<>();
        held.forEach((partition, holder) -> {
            positions.put(partition, holder.position());
            consumer.currentLag(partition).ifPresent(lag -> lags.put(partition, lag + holder.underWay()));
            holder.failure().ifPresent(failure -> failing.put(partition, failure));
        });
        status = new Status(Instant.now(), Map.copyOf(positions), Map.copyOf(lags), Map.copyOf(failing));
    }

    /** What a {@link HeldPartition} may do to the consumer; only on the consumer's thread. */
    final class Reins {

        private Reins() {}

        Projection projection() {
            return projection;
        }

        Uni<String> topicId(TopicPartition partition) {
            return topicIds.of(partition.topic());
        }

        Duration compareEvery() {
            return COMPARE;
        }

        void pause(TopicPartition partition) {
            consumer.pause(List.of(partition));
        }

        void resumeAt(TopicPartition partition, long offset) {
            consumer.seek(partition, offset);
            resume(partition);
        }

        void resume(TopicPartition partition) {
            if (running) {
                consumer.resume(List.of(partition));
            }
        }

        void showProgress(TopicPartition partition, long offset) {
            consumer.commitAsync(Map.of(partition, new OffsetAndMetadata(offset)), (offsets, failure) -> {
                if (failure != null) {
                    LOG.debugf(failure, "Kafka did not note the progress of %s, which only shows the lag", partition);
                }
            });
        }

        /** Brings a result to the consumer's thread; a result for a partition that was given up meanwhile is dropped. */
        <T> void await(HeldPartition holder, Uni<T> work, Consumer<T> done, Consumer<Throwable> failed) {
            work.subscribe()
                    .with(
                            item -> arrive(holder, () -> done.accept(item)),
                            failure -> arrive(holder, () -> failed.accept(failure)));
        }

        private void arrive(HeldPartition holder, Runnable task) {
            arrived.add(() -> {
                if (held.get(holder.partition()) == holder) {
                    task.run();
                }
            });
            consumer.wakeup();
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {

        private final Reins reins = new Reins();

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            for (TopicPartition partition : partitions) {
                HeldPartition holder = new HeldPartition(partition, reins);
                held.put(partition, holder);
                holder.takeUp();
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(held::remove);
        }
    }

    /**
     * How a consumer goes.
     *
     * @param lastPoll when it last polled Kafka; older than a minute means it hangs
     * @param positions per partition the next offset
     * @param lag per partition how many records wait, those under way included
     * @param failing per partition why its work is tried again at the moment; empty when all is well
     */
    public record Status(
            Instant lastPoll,
            Map<TopicPartition, Long> positions,
            Map<TopicPartition, Long> lag,
            Map<TopicPartition, String> failing) {}

    /** Which topics to read. */
    public sealed interface Subscription {

        /** All topics whose whole name matches; those made later are found within seconds. */
        static Subscription pattern(String regex) {
            return new ByPattern(Pattern.compile(regex));
        }

        /** These topics. */
        static Subscription topics(String... names) {
            return new ByName(List.of(names));
        }

        /** Subscribes a client. */
        void subscribe(KafkaConsumer<byte[], byte[]> consumer, ConsumerRebalanceListener listener);
    }

    private record ByPattern(Pattern pattern) implements Subscription {
        @Override
        public void subscribe(KafkaConsumer<byte[], byte[]> consumer, ConsumerRebalanceListener listener) {
            consumer.subscribe(pattern, listener);
        }
    }

    private record ByName(List<String> names) implements Subscription {
        @Override
        public void subscribe(KafkaConsumer<byte[], byte[]> consumer, ConsumerRebalanceListener listener) {
            consumer.subscribe(names, listener);
        }
    }
}

package dev.kotae.eval.evidence;

import dev.kotae.common.event.EventJson;
import dev.kotae.eval.evidence.RedisEvidence.RecordPlace;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads records back from Kafka by offset: texts, sources and comments are kept nowhere else. Compaction leaves the offsets of what it
 * keeps as they are; a record that was replaced or erased meanwhile is simply not found. One thread of its own does the waiting.
 */
@ApplicationScoped
public class KafkaRecords {

    private static final Logger LOG = Logger.getLogger(KafkaRecords.class);
    private static final int WAITING = 100;
    private static final int NEAR = 500;
    private static final int MAX_WAIT_MILLIS = 10;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, Object> settings;
    private final ThreadPoolExecutor reader;
    private KafkaConsumer<byte[], byte[]> consumer;

    KafkaRecords(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, NEAR);
        // What is read is there already. By default the broker keeps a fetch at the end of a partition for half a
        // second, and with it
        // the next one, of another partition, that comes over the same connection
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, MAX_WAIT_MILLIS);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
        reader = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                task -> new Thread(task, "kotae-records"));
    }

    @PreDestroy
    void close() throws InterruptedException {
        reader.execute(this::letGo);
        reader.shutdown();
        reader.awaitTermination(5, TimeUnit.SECONDS);
    }

    /**
     * The values at some offsets.
     *
     * @param topic the topic
     * @param partition the partition
     * @param offsets which; nearby ones are read together
     * @return by offset; what is gone or was taken back is missing. Fails while Kafka is away
     */
    public Uni<Map<Long, byte[]>> values(String topic, int partition, Collection<Long> offsets) {
        if (offsets.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        TreeSet<Long> wanted = new TreeSet<>(offsets);
        return Uni.createFrom()
                .item(() -> read(new TopicPartition(topic, partition), wanted))
                .runSubscriptionOn(reader)
                .emitOn(Infrastructure.getDefaultExecutor());
    }

    /**
     * The event at one place; empty where it is gone, was taken back, or cannot be read.
     *
     * @param topic the topic
     * @param place where
     * @param type what it is
     */
    public <T> Uni<Optional<T>> value(String topic, RecordPlace place, Class<T> type) {
        return values(topic, place.partition(), List.of(place.offset()))
                .map(found -> Optional.ofNullable(found.get(place.offset())).flatMap(json -> event(json, type)));
    }

    /**
     * An event. Counting passes over an answer's texts, so that they are none may be found out here only.
     *
     * @return empty where it cannot be read, which is logged without a word of it
     */
    public static <T> Optional<T> event(byte[] json, Class<T> type) {
        try {
            return Optional.ofNullable(EventJson.read(json, type));
        } catch (IOException e) {
            LOG.warnf("A record that was counted cannot be read as %s and is left out", type.getSimpleName());
            return Optional.empty();
        }
    }

    private Map<Long, byte[]> read(TopicPartition partition, TreeSet<Long> wanted) {
        try {
            if (consumer == null) {
                consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            }
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            Map<Long, byte[]> found = new HashMap<>();
            long position = -1;
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (Long next = wanted.first(); next != null && next < end; next = wanted.ceiling(position)) {
                if (position < 0 || next - position > NEAR) {
                    consumer.seek(partition, next);
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null && wanted.contains(record.offset())) {
                        found.put(record.offset(), record.value());
                    }
                }
                position = consumer.position(partition);
                if (System.nanoTime() - deadline > 0) {
                    throw new TimeoutException("Records of " + partition + " could not be read in time");
                }
            }
            return found;
        } catch (RuntimeException e) {
            letGo();
            throw e;
        }
    }

    private void letGo() {
        if (consumer != null) {
            consumer.close(Duration.ofSeconds(1));
            consumer = null;
        }
    }
}

package dev.kotae.eval.experiment;

import dev.kotae.common.event.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads {@code kotae.experiments} from its start to its end and on, on every instance: it is small, and there is no other store. Without
 * a group; a thread of its own does the waiting, and begins anew where Kafka was away.
 */
@ApplicationScoped
class ExperimentConsumer {

    private static final Logger LOG = Logger.getLogger(ExperimentConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PAUSE_MILLIS = 2000;
    private static final long PAUSE_NANOS = PAUSE_MILLIS * 1_000_000;

    private final Experiments experiments;
    private final Map<String, Object> settings;
    private final Thread reader = new Thread(this::run, "kotae-experiments-read");
    private volatile boolean closing;
    private volatile KafkaConsumer<byte[], byte[]> polling;

    ExperimentConsumer(Experiments experiments, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.experiments = experiments;
        settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
    }

    void start(@Observes StartupEvent event) {
        reader.setDaemon(true);
        reader.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        closing = true;
        KafkaConsumer<byte[], byte[]> now = polling;
        if (now != null) {
            now.wakeup();
        }
        LockSupport.unpark(reader);
        reader.join(PAUSE_MILLIS);
    }

    private void run() {
        boolean told = false;
        while (!closing) {
            try (KafkaConsumer<byte[], byte[]> opened =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                polling = opened;
                told = read(opened) || told;
            } catch (KafkaException e) {
                if (!closing && !told) {
                    LOG.warnf("Experiments wait for Kafka: %s", e);
                    told = true;
                }
            }
            pause();
        }
    }

    /** Reads until closed; returns where there is no such topic yet. */
    private boolean read(KafkaConsumer<byte[], byte[]> opened) {
        List<PartitionInfo> known = opened.partitionsFor(Topics.EXPERIMENTS);
        if (known == null || known.isEmpty()) {
            LOG.warnf("There are no experiments: the topic %s is missing", Topics.EXPERIMENTS);
            return true;
        }
        List<TopicPartition> partitions = known.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        opened.assign(partitions);
        opened.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = opened.endOffsets(partitions);
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : opened.poll(POLL)) {
                if (record.key() != null && record.value() != null) {
                    experiments.apply(new String(record.key(), StandardCharsets.UTF_8), record.value());
                }
            }
            if (!experiments.areKnown()
                    && ends.entrySet().stream().allMatch(end -> opened.position(end.getKey()) >= end.getValue())) {
                experiments.caughtUp();
            }
        }
        return false;
    }

    private void pause() {
        if (!closing) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}

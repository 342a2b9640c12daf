package dev.kotae.ingest.publish;

import dev.kotae.ingest.config.IngestConfig;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The one idempotent producer. It sends from a thread of its own, since a send waits while Kafka is away. */
@Singleton
class RecordPublisher {

    private static final int BUFFER = 64 * 1024 * 1024;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread sender = new Thread(task, "kotae-publish");
        sender.setDaemon(true);
        return sender;
    });
    private final Producer<byte[], byte[]> producer;

    RecordPublisher(@Identifier("default-kafka-broker") Map<String, Object> kafka, IngestConfig config) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, config.maxRequestBytes());
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(BUFFER, 2L * config.maxRequestBytes()));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Completes once all replicas in sync have the record; fails if they did not within two minutes. */
    Uni<Void> send(ProducerRecord<byte[], byte[]> record) {
        return Uni.createFrom()
                .<Void>emitter(emitter -> producer.send(record, (metadata, failure) -> {
                    if (failure == null) {
                        emitter.complete(null);
                    } else {
                        emitter.fail(failure);
                    }
                }))
                .runSubscriptionOn(thread);
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(5));
        thread.shutdown();
    }
}

package dev.kotae.eval.evidence;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records in order. Sent is what all in-sync replicas have; that fails within the timeout while Kafka is away. A thread of its own
 * waits where the client library would block, so no event loop does.
 */
public final class KafkaSender implements AutoCloseable {

    private static final int WAITING = 1000;

    private final Duration timeout;
    private final Producer<byte[], byte[]> producer;
    private final ThreadPoolExecutor sender;

    /**
     * @param thread the name of its thread
     * @param kafka how to reach the broker
     * @param timeout how long a record is tried for
     */
    public KafkaSender(String thread, Map<String, Object> kafka, Duration timeout) {
        this.timeout = timeout;
        int millis = Math.toIntExact(timeout.toMillis());
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis / 2);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.sender = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> new Thread(task, thread));
    }

    /** Sends a record; emits where it is. Fails where too many wait, and while Kafka is away. */
    public Uni<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return Uni.createFrom()
                .<RecordMetadata>emitter(emitter -> enqueue(record, emitter))
                .ifNoItem()
                .after(timeout)
                .fail();
    }

    private void enqueue(ProducerRecord<byte[], byte[]> record, UniEmitter<? super RecordMetadata> emitter) {
        long deadline = System.nanoTime() + timeout.toNanos();
        sender.execute(() -> {
            if (System.nanoTime() - deadline > 0) {
                return; // its client was told long ago that it failed
            }
            try {
                producer.send(record, (metadata, failure) -> {
                    if (failure == null) {
                        emitter.complete(metadata);
                    } else {
                        emitter.fail(failure);
                    }
                });
            } catch (RuntimeException e) {
                emitter.fail(e);
            }
        });
    }

    @Override
    public void close() {
        sender.shutdown();
        producer.close(timeout);
    }
}

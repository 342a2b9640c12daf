package dev.kotae.bench.eval;

import dev.kotae.bench.Stage;
import dev.kotae.common.event.Topics;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends events to Kafka and waits until the eval service has counted them. For one thread. */
final class EventFeed implements Closeable {

    private static final long POLL_MILLIS = 100;
    private static final long PATIENCE_SECONDS = 120;

    private final Stage stage;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String management;

    EventFeed(Stage stage) throws Exception {
        this.stage = stage;
        this.management = stage.suite().managementUrl("eval");
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        stage.suite().kafka(),
                        "acks",
                        "all",
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        5,
                        "batch.size",
                        128 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** How many partitions answers and ratings have. */
    int partitions() {
        return producer.partitionsFor(Topics.ANSWERS).size();
    }

    /** Sends records and returns when Kafka has them. */
    void send(List<ProducerRecord<byte[], byte[]>> records) {
        records.forEach(producer::send);
        producer.flush();
    }

    /** How many events the eval service has counted since it was started. */
    double applied() {
        return stage.http().metrics(management, "kotae_eval_events_applied_total");
    }

    /**
     * Returns when so many have been counted.
     *
     * @throws IllegalStateException if nothing more is counted for two minutes, or an event was refused
     */
    void awaitApplied(double count) throws InterruptedException {
        double before = -1;
        long since = System.nanoTime();
        for (double now = applied(); now < count; now = applied()) {
            if (now > before) {
                before = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new IllegalStateException("Only " + now + " of " + count + " events were counted");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        double refused = stage.http().metrics(management, "kotae_eval_events_refused_total");
        if (refused > 0) {
            throw new IllegalStateException(refused + " events were refused");
        }
    }

    /** How many answers the report counts. */
    static long reported(Stage stage) throws Exception {
        long answers = 0;
        for (var model : stage.http()
                .get(stage.suite().url("eval") + "/api/reports/models?collection=" + Events.COLLECTION)
                .get("models")) {
            answers += model.get("answers").asLong();
        }
        return answers;
    }

    @Override
    public void close() {
        producer.close();
    }
}

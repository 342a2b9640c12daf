package dev.kotae.eval.experiment;

import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Topics;
import dev.kotae.eval.EvalConfig;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
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

/** Writes experiments and their trials; each is done once all in-sync replicas have it, and known here at once. */
@ApplicationScoped
class ExperimentPublisher {

    private final Experiments experiments;
    private final Duration timeout;
    private final Producer<byte[], byte[]> producer;
    private final ExecutorService sender =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "kotae-experiments"));

    ExperimentPublisher(
            Experiments experiments, EvalConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.experiments = experiments;
        this.timeout = config.publishTimeout();
        int millis = Math.toIntExact(timeout.toMillis());
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis / 2);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @PreDestroy
    void close() {
        sender.shutdown();
        producer.close(timeout);
    }

    /** Keeps an experiment, in place of what it was. Fails while Kafka is away. */
    Uni<Experiment> keep(Experiment experiment) {
        return send(experiment.id(), experiment);
    }

    /** Keeps what came of a question, in place of an earlier trial of it. Fails while Kafka is away. */
    Uni<Trial> keep(String experiment, Trial trial) {
        return send(Experiments.key(experiment, trial.question()), trial);
    }

    private <T> Uni<T> send(String key, T value) {
        byte[] json = EventJson.write(value);
        return Uni.createFrom()
                .<Void>emitter(emitter -> sender.execute(() -> send(key, json, emitter)))
                .ifNoItem()
                .after(timeout)
                .fail()
                .map(sent -> value)
                .invoke(() -> experiments.apply(key, json));
    }

    private void send(String key, byte[] json, UniEmitter<? super Void> emitter) {
        try {
            producer.send(
                    new ProducerRecord<>(Topics.EXPERIMENTS, key.getBytes(StandardCharsets.UTF_8), json),
                    (metadata, failure) -> {
                        if (failure == null) {
                            emitter.complete(null);
                        } else {
                            emitter.fail(failure);
                        }
                    });
        } catch (RuntimeException e) {
            emitter.fail(e);
        }
    }
}

package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.QuestionPartition;
import dev.kotae.common.event.Rating;
import dev.kotae.common.event.Topics;
import dev.kotae.common.event.Vote;
import dev.kotae.eval.EvalConfig;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
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
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts ratings and votes on Kafka, and what takes them and answers back. Sent is what all in-sync replicas have; that fails within
 * {@code kotae.eval.publish-timeout} while Kafka is away. A thread of its own waits where the client library would block, so no event
 * loop does; records keep their order.
 */
@ApplicationScoped
public class EvidencePublisher {

    private static final int WAITING = 1000;

    private final PartitionCount partitions;
    private final OpenTelemetry telemetry;
    private final Duration timeout;
    private final Producer<byte[], byte[]> producer;
    private final ThreadPoolExecutor sender;

    EvidencePublisher(
            EvalConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            PartitionCount partitions,
            OpenTelemetry telemetry) {
        this.partitions = partitions;
        this.telemetry = telemetry;
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
        this.sender = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                task -> new Thread(task, "kotae-ratings"));
    }

    @PreDestroy
    void close() {
        sender.shutdown();
        producer.close(timeout);
    }

    /** Gives a rating, in place of the user's earlier one. */
    public Uni<Void> rate(AnswerId answer, Rating rating) {
        return send(Topics.RATINGS, answer.questionId(), rating.key(), EventJson.write(rating));
    }

    /** Takes a user's rating back, also where there is none. */
    public Uni<Void> withdrawRating(AnswerId answer, String user) {
        return send(Topics.RATINGS, answer.questionId(), Rating.key(answer.toString(), user), null);
    }

    /** Gives a vote, in place of the user's earlier one on the same question. */
    public Uni<Void> vote(String questionId, Vote vote) {
        return send(Topics.RATINGS, questionId, vote.key(questionId), EventJson.write(vote));
    }

    /** Takes a user's vote on a question back, also where there is none. */
    public Uni<Void> withdrawVote(String questionId, String user) {
        return send(Topics.RATINGS, questionId, Vote.key(questionId, user), null);
    }

    /** Takes an answer back: it expired, or its asker wants it gone. */
    public Uni<Void> erase(AnswerId answer) {
        return send(Topics.ANSWERS, answer.questionId(), answer.toString(), null);
    }

    private Uni<Void> send(String topic, String question, String key, byte[] value) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        Context context = Context.current();
        return partitions
                .get()
                .map(count -> QuestionPartition.of(question, count))
                .map(partition -> new ProducerRecord<>(topic, partition, keyBytes, value))
                .invoke(record ->
                        telemetry.getPropagators().getTextMapPropagator().inject(context, record, HEADERS))
                .chain(record -> Uni.createFrom().<Void>emitter(emitter -> enqueue(record, emitter)))
                .ifNoItem()
                .after(timeout)
                .fail();
    }

    private void enqueue(ProducerRecord<byte[], byte[]> record, UniEmitter<? super Void> emitter) {
        long deadline = System.nanoTime() + timeout.toNanos();
        sender.execute(() -> {
            if (System.nanoTime() - deadline > 0) {
                return; // its client was told long ago that it failed
            }
            try {
                producer.send(record, (metadata, failure) -> {
                    if (failure == null) {
                        emitter.complete(null);
                    } else {
                        emitter.fail(failure);
                    }
                });
            } catch (RuntimeException e) {
                emitter.fail(e);
            }
        });
    }

    private static final TextMapSetter<ProducerRecord<byte[], byte[]>> HEADERS =
            (record, name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
}

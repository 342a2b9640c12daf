package dev.kotae.query.answer;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.QuestionPartition;
import dev.kotae.common.event.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/**
 * Puts answers on Kafka. Answering never waits for it: answers queue up while Kafka is away, in order, and beyond
 * {@code kotae.answers.unpublished} of them they are counted and let go. A thread of its own waits where the client would block.
 */
@ApplicationScoped
class AnswerPublisher {

    private static final Logger LOG = Logger.getLogger(AnswerPublisher.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final TextMapSetter<ProducerRecord<byte[], byte[]>> HEADERS =
            (record, name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));

    private final BlockingQueue<Waiting> waiting;
    private final Producer<byte[], byte[]> producer;
    private final OpenTelemetry telemetry;
    private final Counter lost;
    private final Thread sender;
    private volatile boolean closing;

    AnswerPublisher(
            AnswersConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            OpenTelemetry telemetry,
            MeterRegistry registry) {
        this.waiting = new ArrayBlockingQueue<>(config.unpublished());
        this.telemetry = telemetry;
        this.lost = registry.counter("kotae.answers.unpublished.lost");
        registry.gaugeCollectionSize("kotae.answers.unpublished", io.micrometer.core.instrument.Tags.empty(), waiting);
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5000);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.sender = new Thread(this::send, "kotae-answers");
        this.sender.start();
    }

    /** Takes an answer; returns at once. */
    void publish(AnswerCompleted answer) {
        if (!waiting.offer(new Waiting(answer, Context.current()))) {
            lost.increment();
            LOG.errorf("Kafka is away for too long: answer %s is not recorded", answer.id());
        }
    }

    /** Whether answers are still taken to Kafka, or wait for it; false where the thread that does so has died. */
    boolean isAlive() {
        return sender.isAlive();
    }

    @PreDestroy
    void close() throws InterruptedException {
        closing = true;
        sender.join(CLOSING.toMillis());
        producer.close(CLOSING);
    }

    private void send() {
        Waiting next = null;
        while (!closing || next != null || !waiting.isEmpty()) {
            try {
                next = next == null ? waiting.poll(200, TimeUnit.MILLISECONDS) : next;
                if (next != null) {
                    send(next);
                    next = null;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (KafkaException e) {
                if (closing) {
                    LOG.errorf("%d answers are not recorded: Kafka is away at the end", waiting.size() + 1);
                    return;
                }
                LOG.warnf("Answers wait for Kafka: %s", e);
            }
        }
    }

    private void send(Waiting next) {
        int partitions = producer.partitionsFor(Topics.ANSWERS).size();
        String questionId = AnswerId.parse(next.answer().id()).orElseThrow().questionId();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.ANSWERS,
                QuestionPartition.of(questionId, partitions),
                next.answer().id().getBytes(StandardCharsets.UTF_8),
                EventJson.write(next.answer()));
        telemetry.getPropagators().getTextMapPropagator().inject(next.context(), record, HEADERS);
        producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                lost.increment();
                LOG.errorf("Answer %s is not recorded: %s", next.answer().id(), failure);
            }
        });
    }

    private record Waiting(AnswerCompleted answer, Context context) {}
}

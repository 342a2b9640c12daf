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
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/**
 * Puts answers on Kafka. Answering never waits for it: while Kafka is away answers wait here, and beyond
 * {@code kotae.answers.unpublished} of them, those that Kafka's client holds included, they are counted and let go. The client gets few
 * at a time: it would take what it is given into a buffer that nobody sees, and drop what does not fit. A thread of its own waits where
 * the client would block.
 */
@ApplicationScoped
class AnswerPublisher {

    /** How many answers the client holds at most; far fewer than fill its buffer of 32 MB, and enough for thousands a second. */
    static final int IN_FLIGHT = 200;

    private static final Logger LOG = Logger.getLogger(AnswerPublisher.class);

    /** How long the end waits for what is here, and then once more for what the client has. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private static final long PAUSE_MILLIS = 200;
    private static final TextMapSetter<ProducerRecord<byte[], byte[]>> HEADERS =
            (record, name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));

    private final int most;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();

    /** All that were taken and that Kafka has not acknowledged: those that wait, and those the client has. */
    private final AtomicInteger unpublished = new AtomicInteger();

    private final Semaphore places = new Semaphore(IN_FLIGHT);
    private final Producer<byte[], byte[]> producer;
    private final OpenTelemetry telemetry;
    private final Counter lost;
    private final Thread sender;
    private volatile boolean closing;

    @Inject
    AnswerPublisher(
            AnswersConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            OpenTelemetry telemetry,
            MeterRegistry registry) {
        this(config.unpublished(), producer(kafka), telemetry, registry);
    }

    /**
     * @param most how many answers may be without Kafka's acknowledgement
     * @param producer is closed with the publisher
     */
    AnswerPublisher(int most, Producer<byte[], byte[]> producer, OpenTelemetry telemetry, MeterRegistry registry) {
        this.most = most;
        this.producer = producer;
        this.telemetry = telemetry;
        this.lost = registry.counter("kotae.answers.unpublished.lost");
        registry.gauge("kotae.answers.unpublished", unpublished);
        this.sender = new Thread(this::send, "kotae-answers");
        this.sender.start();
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5000);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Takes an answer; returns at once. */
    void publish(AnswerCompleted answer) {
        if (unpublished.incrementAndGet() > most) {
            unpublished.decrementAndGet();
            lost.increment();
            LOG.errorf("Kafka is away for too long: answer %s is not recorded", answer.id());
        } else {
            waiting.add(new Waiting(answer, Context.current()));
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
        sender.interrupt();
        sender.join();
        producer.close(CLOSING);
        if (unpublished.get() > 0) {
            LOG.errorf("%d answers are not recorded: Kafka is away at the end", unpublished.get());
        }
    }

    private void send() {
        try {
            Waiting next = null;
            while (!closing || next != null || !waiting.isEmpty()) {
                next = next == null ? waiting.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS) : next;
                if (next != null && places.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    if (isTaken(next)) {
                        next = null;
                    } else if (closing) {
                        return;
                    } else {
                        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTaken(Waiting next) {
        try {
            send(next);
            return true;
        } catch (KafkaException e) {
            places.release();
            LOG.warnf("Answers wait for Kafka: %s", e);
            return false;
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
            places.release();
            ended(next, failure);
        });
    }

    /** @param failure null where Kafka has the answer; one that passes comes before the client took it, for it tries for ever after */
    private void ended(Waiting sent, Exception failure) {
        if (failure instanceof RetriableException && !closing) {
            LOG.warnf("Answers wait for Kafka: %s", failure);
            waiting.add(sent);
            return;
        }
        unpublished.decrementAndGet();
        if (failure != null) {
            lost.increment();
            LOG.errorf("Answer %s is not recorded: %s", sent.answer().id(), failure);
        }
    }

    private record Waiting(AnswerCompleted answer, Context context) {}
}

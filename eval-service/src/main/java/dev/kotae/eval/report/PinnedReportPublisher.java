package dev.kotae.eval.report;

import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Topics;
import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.evidence.KafkaRecords;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Keeps reports on Kafka as they were. A pinned report's id is the place of its record and the beginning of its hash,
 * {@code <partition>-<offset>-<16 hexadecimal digits>}: no index is needed to find it, Redis may lose everything, and a topic that was
 * made anew never gives another report for it.
 */
@ApplicationScoped
class PinnedReportPublisher {

    private static final Pattern ID = Pattern.compile("(\\d{1,4})-(\\d{1,18})-([0-9a-f]{16})");
    private static final int HASH_BYTES = 8;

    private final KafkaRecords records;
    private final Duration timeout;
    private final Producer<byte[], byte[]> producer;
    private final ExecutorService sender =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "kotae-pinned-reports"));

    PinnedReportPublisher(
            EvalConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka, KafkaRecords records) {
        this.records = records;
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

    /** Keeps a report. Done once all in-sync replicas have it; fails while Kafka is away. */
    Uni<String> pin(ModelsReport report) {
        byte[] json = EventJson.write(report);
        String hash = hash(json);
        return Uni.createFrom()
                .<String>emitter(emitter -> sender.execute(() -> send(json, hash, emitter)))
                .ifNoItem()
                .after(timeout)
                .fail();
    }

    /** The report of an id; empty where there is none. Fails while Kafka is away. */
    Uni<Optional<ModelsReport>> read(String id) {
        Matcher form = ID.matcher(id);
        if (!form.matches()) {
            return Uni.createFrom().item(Optional.empty());
        }
        long offset = Long.parseLong(form.group(2));
        return records.values(Topics.REPORTS, Integer.parseInt(form.group(1)), java.util.List.of(offset))
                .map(found -> Optional.ofNullable(found.get(offset))
                        .filter(json -> hash(json).equals(form.group(3)))
                        .map(PinnedReportPublisher::report));
    }

    private void send(byte[] json, String hash, UniEmitter<? super String> emitter) {
        try {
            producer.send(
                    new ProducerRecord<>(Topics.REPORTS, hash.getBytes(StandardCharsets.UTF_8), json),
                    (metadata, failure) -> {
                        if (failure == null) {
                            emitter.complete(metadata.partition() + "-" + metadata.offset() + "-" + hash);
                        } else {
                            emitter.fail(failure);
                        }
                    });
        } catch (RuntimeException e) {
            emitter.fail(e);
        }
    }

    private static ModelsReport report(byte[] json) {
        try {
            return EventJson.read(json, ModelsReport.class);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("A pinned report cannot be read", e);
        }
    }

    private static String hash(byte[] json) {
        try {
            byte[] full = MessageDigest.getInstance("SHA-256").digest(json);
            return HexFormat.of().formatHex(Arrays.copyOf(full, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

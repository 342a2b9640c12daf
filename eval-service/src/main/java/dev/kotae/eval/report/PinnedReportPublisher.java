package dev.kotae.eval.report;

import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Topics;
import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.evidence.KafkaRecords;
import dev.kotae.eval.evidence.KafkaSender;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;

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
    private final KafkaSender sender;

    PinnedReportPublisher(
            EvalConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka, KafkaRecords records) {
        this.records = records;
        this.sender = new KafkaSender("kotae-pinned-reports", kafka, config.publishTimeout());
    }

    @PreDestroy
    void close() {
        sender.close();
    }

    /** Keeps a report. Done once all in-sync replicas have it; fails while Kafka is away. */
    Uni<String> pin(ModelsReport report) {
        byte[] json = EventJson.write(report);
        String hash = hash(json);
        return sender.send(new ProducerRecord<>(Topics.REPORTS, hash.getBytes(StandardCharsets.UTF_8), json))
                .map(place -> place.partition() + "-" + place.offset() + "-" + hash);
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

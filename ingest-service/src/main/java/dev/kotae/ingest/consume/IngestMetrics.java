package dev.kotae.ingest.consume;

import dev.kotae.common.event.Receipt;
import dev.kotae.common.event.Receipt.Outcome;
import dev.kotae.ingest.apply.DocumentOutcome;
import dev.kotae.ingest.apply.Settled;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** What the service counts. */
@Singleton
class IngestMetrics {

    private final MeterRegistry registry;
    private final Clock clock;
    private final Timer freshness;
    private final DistributionSummary batches;
    private final MultiGauge lag;

    IngestMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.freshness = Timer.builder("kotae.ingest.freshness")
                .description("From a change's record timestamp to its being live and its receipt acknowledged")
                .serviceLevelObjectives(Stream.of(50, 100, 200, 500, 1000, 2000, 5000, 10_000, 60_000, 600_000)
                        .map(Duration::ofMillis)
                        .toArray(Duration[]::new))
                .register(registry);
        this.batches = DistributionSummary.builder("kotae.ingest.batch.records")
                .description("Records of one batch")
                .serviceLevelObjectives(1, 5, 20, 50, 100, 200, 500)
                .register(registry);
        this.lag = MultiGauge.builder("kotae.ingest.lag")
                .description("Records that wait, by partition, as far as this instance reads it")
                .register(registry);
    }

    void batch(int records) {
        batches.record(records);
    }

    void document(DocumentOutcome document) {
        document.settled().forEach(this::settled);
        chunks("deleted", document.swept());
    }

    private void settled(Settled settled) {
        Receipt receipt = settled.receipt();
        registry.counter(
                        "kotae.ingest.changes",
                        "outcome",
                        receipt.outcome().json(),
                        "reason",
                        receipt.reason() == null ? "none" : receipt.reason(),
                        "repeated",
                        Boolean.toString(settled.repeated()))
                .increment();
        if (settled.repeated()) {
            return;
        }
        if (receipt.chunks() != null) {
            chunks("embedded", receipt.embedded());
            chunks("reused", receipt.chunks() - receipt.embedded());
        }
        if (receipt.outcome() == Outcome.APPLIED) {
            Duration age = Duration.between(settled.arrival().at(), clock.instant());
            freshness.record(age.isNegative() ? Duration.ZERO : age);
        }
    }

    void lag(Map<TopicPartition, Long> lags) {
        lag.register(
                lags.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of(
                                        "topic",
                                        entry.getKey().topic(),
                                        "partition",
                                        Integer.toString(entry.getKey().partition())),
                                entry.getValue()))
                        .toList(),
                true);
    }

    private void chunks(String how, int count) {
        registry.counter("kotae.ingest.chunks", "how", how).increment(count);
    }
}

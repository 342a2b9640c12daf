package dev.kotae.ingest.consume;

import dev.kotae.common.event.Receipt;
import dev.kotae.common.event.Receipt.Outcome;
import dev.kotae.ingest.apply.DocumentOutcome;
import dev.kotae.ingest.apply.Settled;
import dev.kotae.ingest.change.RejectedChangeException.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * What the service counts. Every counter is there from the start, at zero: the first increment of one that was not would be an increase
 * that Prometheus cannot see.
 */
@Singleton
class IngestMetrics {

    private static final List<String> HOW = List.of("embedded", "reused", "deleted");

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
        for (String how : HOW) {
            chunks(how, 0);
        }
        for (boolean repeated : new boolean[] {false, true}) {
            for (Outcome outcome : Outcome.values()) {
                if (outcome != Outcome.REJECTED) {
                    changes(outcome, null, repeated);
                }
            }
            for (Reason reason : Reason.values()) {
                changes(Outcome.REJECTED, reason.code(), repeated);
            }
        }
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
        changes(receipt.outcome(), receipt.reason(), settled.repeated()).increment();
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

    private Counter changes(Outcome outcome, String reason, boolean repeated) {
        return registry.counter(
                "kotae.ingest.changes",
                "outcome",
                outcome.json(),
                "reason",
                reason == null ? "none" : reason,
                "repeated",
                Boolean.toString(repeated));
    }

    private void chunks(String how, int count) {
        registry.counter("kotae.ingest.chunks", "how", how).increment(count);
    }
}

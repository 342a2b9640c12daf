package dev.kotae.eval.evidence;

import dev.kotae.common.event.Topics;
import dev.kotae.eval.evidence.EvidenceEvent.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What became of the records. Records that are read again after a restart or a loss of Redis are counted again here. Every counter is
 * there from the start, at zero: the first increment of one that was not would be an increase that Prometheus cannot see.
 */
@ApplicationScoped
class EvidenceMetrics {

    private static final List<String> TOPICS = List.of(Topics.ANSWERS, Topics.RATINGS);

    private final MeterRegistry registry;

    EvidenceMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (String topic : TOPICS) {
            counter(topic);
            for (Reason reason : Reason.values()) {
                counter(topic, reason);
            }
        }
    }

    void applied(String topic, int events) {
        counter(topic).increment(events);
    }

    void refused(String topic, Reason reason) {
        counter(topic, reason).increment();
    }

    /** How many records of a topic wait, in the partitions that this instance reads. */
    void lag(ToLongFunction<String> ofTopic) {
        for (String topic : TOPICS) {
            Gauge.builder("kotae.eval.lag.records", () -> ofTopic.applyAsLong(topic))
                    .description("Records of the topic that are not counted yet")
                    .tag("topic", topic)
                    .register(registry);
        }
    }

    private Counter counter(String topic) {
        return registry.counter("kotae.eval.events.applied", "topic", topic);
    }

    private Counter counter(String topic, Reason reason) {
        return registry.counter("kotae.eval.events.refused", "topic", topic, "reason", reason.code());
    }
}

package dev.kotae.eval.evidence;

import dev.kotae.common.event.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.ToLongFunction;

/** What became of the records. Records that are read again after a restart or a loss of Redis are counted again here. */
@ApplicationScoped
class EvidenceMetrics {

    private final MeterRegistry registry;

    EvidenceMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void applied(String topic) {
        registry.counter("kotae.eval.events.applied", "topic", topic).increment();
    }

    void refused(String topic, String reason) {
        registry.counter("kotae.eval.events.refused", "topic", topic, "reason", reason)
                .increment();
    }

    /** How many records of a topic wait, in the partitions that this instance reads. */
    void lag(ToLongFunction<String> ofTopic) {
        for (String topic : new String[] {Topics.ANSWERS, Topics.RATINGS}) {
            Gauge.builder("kotae.eval.lag.records", () -> ofTopic.applyAsLong(topic))
                    .description("Records of the topic that are not counted yet")
                    .tag("topic", topic)
                    .register(registry);
        }
    }
}

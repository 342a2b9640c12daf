package dev.kotae.query.model;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Measures calls to models by OpenTelemetry's semantic conventions for generative AI, with the buckets they advise, and counts what the
 * catalogue does about failing ones. Models come from the catalogue, so their number is bounded.
 */
@ApplicationScoped
class ModelMetrics {

    /** 10 ms times powers of two up to 81.92 s. */
    private static final Duration[] SECONDS =
            IntStream.range(0, 14).mapToObj(k -> Duration.ofMillis(10L << k)).toArray(Duration[]::new);

    /** Powers of four up to 67,108,864. */
    private static final double[] TOKENS =
            IntStream.range(0, 14).mapToDouble(k -> 1L << 2 * k).toArray();

    private final MeterRegistry registry;
    private final Tracer tracer;

    ModelMetrics(MeterRegistry registry, OpenTelemetry telemetry) {
        this.registry = registry;
        this.tracer = telemetry.getTracer("dev.kotae.query");
    }

    /** A call begins. */
    ModelCall begin(ModelCard model, String host) {
        return new ModelCall(model, host, this, tracer);
    }

    MeterRegistry registry() {
        return registry;
    }

    void retried(ModelCard model) {
        registry.counter("kotae.model.retries", "gen_ai_request_model", model.id())
                .increment();
    }

    void fellBack(String from, String to) {
        registry.counter("kotae.model.fallbacks", "from", from, "to", to).increment();
    }

    Timer timer(String name, Tags tags) {
        return Timer.builder(name).tags(tags).serviceLevelObjectives(SECONDS).register(registry);
    }

    void tokens(String type, Integer count, Tags tags) {
        if (count != null) {
            DistributionSummary.builder("gen_ai.client.token.usage")
                    .tags(tags.and("gen_ai_token_type", type))
                    .serviceLevelObjectives(TOKENS)
                    .register(registry)
                    .record(count);
        }
    }
}

package dev.kotae.query.answer;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Measures answers as histograms, by the names of OpenTelemetry's semantic conventions for generative AI where it has some. Models
 * come from the catalogue, so their number is bounded.
 */
@ApplicationScoped
class AnswerMetrics {

    private static final String DURATION = "gen_ai.client.operation.duration";
    private static final String FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";
    private static final String TOKENS = "gen_ai.client.token.usage";

    private final MeterRegistry registry;

    AnswerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void ended(AnswerCompleted answer) {
        boolean served = answer.model() != null;
        Tags tags = Tags.of(
                "gen_ai_operation_name", "chat",
                "gen_ai_provider_name", served ? answer.model().provider() : "none",
                "gen_ai_request_model", served ? answer.model().id() : "none");
        registry.counter(
                        "kotae.answers",
                        tags.and(
                                "outcome",
                                answer.outcome().json(),
                                "code",
                                answer.error() == null ? "none" : answer.error()))
                .increment();
        if (answer.outcome() == Outcome.ANSWERED) {
            time(DURATION, answer.timings().totalMillis(), tags);
            time(FIRST_CHUNK, answer.timings().firstTokenMillis(), tags);
            count("input", answer.tokens().prompt(), tags);
            count("output", answer.tokens().completion(), tags);
        }
        time("kotae.retrieval.duration", answer.timings().retrieveMillis(), Tags.empty());
    }

    private void time(String name, Double millis, Tags tags) {
        if (millis != null) {
            Timer.builder(name)
                    .tags(tags)
                    .publishPercentileHistogram()
                    .register(registry)
                    .record(Duration.ofNanos(Math.round(millis * 1e6)));
        }
    }

    private void count(String type, Integer tokens, Tags tags) {
        if (tokens != null) {
            DistributionSummary.builder(TOKENS)
                    .baseUnit("token")
                    .tags(tags.and("gen_ai_token_type", type))
                    .publishPercentileHistogram()
                    .register(registry)
                    .record(tokens);
        }
    }
}

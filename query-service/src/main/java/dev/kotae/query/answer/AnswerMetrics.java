package dev.kotae.query.answer;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Measures answers as their readers see them, retrieval included; calls to models are measured where they are made. Models come from
 * the catalogue, so their number is bounded.
 */
@ApplicationScoped
class AnswerMetrics {

    private final MeterRegistry registry;

    AnswerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void ended(AnswerCompleted answer) {
        boolean served = answer.model() != null;
        Tags tags = Tags.of(
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
            time("kotae.answer.duration", answer.timings().totalMillis(), tags);
            time("kotae.answer.time.to.first.token", answer.timings().firstTokenMillis(), tags);
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
}

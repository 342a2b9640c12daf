package dev.kotae.query.model;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One call as it is measured and traced. Its signals come one after the other; it ends once. */
final class ModelCall {

    private static final String DURATION = "gen_ai.client.operation.duration";
    private static final String FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";
    private static final String PER_CHUNK = "gen_ai.client.operation.time_per_output_chunk";
    private static final AttributeKey<List<String>> FINISH_REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

    private final ModelMetrics metrics;
    private final Tags tags;
    private final Timer perChunk;
    private final Span span;
    private final long started = System.nanoTime();
    private long last;
    private boolean ended;

    ModelCall(ModelCard model, String host, ModelMetrics metrics, Tracer tracer) {
        this.metrics = metrics;
        this.tags = Tags.of(
                "gen_ai_operation_name",
                "chat",
                "gen_ai_provider_name",
                model.provider(),
                "gen_ai_request_model",
                model.id(),
                "server_address",
                host);
        this.perChunk = metrics.timer(PER_CHUNK, tags);
        this.span = tracer.spanBuilder("chat " + model.id())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.provider.name", model.provider())
                .setAttribute("gen_ai.request.model", model.id())
                .setAttribute("gen_ai.request.stream", true)
                .setAttribute("server.address", host)
                .startSpan();
    }

    /** What the call to the server is traced under. */
    Context trace() {
        return Context.current().with(span);
    }

    void said(ModelEvent event) {
        if (event instanceof ModelEvent.Token) {
            long now = System.nanoTime();
            if (last == 0) {
                metrics.timer(FIRST_CHUNK, tags).record(now - started, TimeUnit.NANOSECONDS);
                span.setAttribute("gen_ai.response.time_to_first_chunk", (now - started) / 1e9);
            } else {
                perChunk.record(now - last, TimeUnit.NANOSECONDS);
            }
            last = now;
        } else if (event instanceof ModelEvent.Finished finished) {
            metrics.tokens("input", finished.promptTokens(), tags);
            metrics.tokens("output", finished.completionTokens(), tags);
            span.setAttribute(FINISH_REASONS, List.of(finished.reason()));
            if (finished.promptTokens() != null && finished.completionTokens() != null) {
                span.setAttribute("gen_ai.usage.input_tokens", (long) finished.promptTokens());
                span.setAttribute("gen_ai.usage.output_tokens", (long) finished.completionTokens());
            }
            ended("none");
        }
    }

    void failed(Throwable failure) {
        if (!ended) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute("error.type", ModelProblem.type(failure));
        }
        ended(ModelProblem.type(failure));
    }

    void cancelled() {
        ended("cancelled");
    }

    private void ended(String errorType) {
        if (!ended) {
            ended = true;
            metrics.timer(DURATION, tags.and("error_type", errorType))
                    .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
            span.end();
        }
    }
}

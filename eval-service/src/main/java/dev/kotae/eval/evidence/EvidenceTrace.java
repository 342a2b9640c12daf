package dev.kotae.eval.evidence;

import dev.kotae.common.projection.Projection.Batch;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A span per batch, linked to the traces that its records came from: their headers tell. */
@ApplicationScoped
class EvidenceTrace {

    private static final int MOST_LINKS = 100;

    private final OpenTelemetry telemetry;

    EvidenceTrace(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    <T> Uni<T> span(Batch batch, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            SpanBuilder builder = telemetry
                    .getTracer("dev.kotae.eval")
                    .spanBuilder("process " + batch.partition().topic())
                    .setNoParent()
                    .setSpanKind(SpanKind.CONSUMER)
                    .setAttribute("messaging.system", "kafka")
                    .setAttribute(
                            "messaging.destination.name", batch.partition().topic())
                    .setAttribute(
                            "messaging.destination.partition.id",
                            Integer.toString(batch.partition().partition()))
                    .setAttribute(
                            "messaging.batch.message_count", batch.records().size());
            batch.records().stream()
                    .map(record -> origin(record.headers()))
                    .filter(SpanContext::isValid)
                    .limit(MOST_LINKS)
                    .forEach(builder::addLink);
            Span span = builder.startSpan();
            return work.get()
                    .onFailure()
                    .invoke(failure ->
                            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName()))
                    .onTermination()
                    .invoke(() -> span.end());
        });
    }

    private SpanContext origin(Headers headers) {
        Context context = telemetry
                .getPropagators()
                .getTextMapPropagator()
                .extract(Context.root(), headers, HeaderGetter.INSTANCE);
        return Span.fromContext(context).getSpanContext();
    }

    private enum HeaderGetter implements TextMapGetter<Headers> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Headers headers) {
            List<String> keys = new ArrayList<>();
            headers.forEach(header -> keys.add(header.key()));
            return keys;
        }

        @Override
        public String get(Headers headers, String key) {
            Header header = headers == null ? null : headers.lastHeader(key);
            return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }
    }
}

package dev.kotae.ingest.consume;

import dev.kotae.common.event.Receipt;
import dev.kotae.ingest.apply.Settled;
import dev.kotae.ingest.change.Arrival;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One span for each change, a child of its producer's. Spans tell ids, places and outcomes, never a document's text. */
@Singleton
class ChangeSpans {

    private static final TextMapGetter<Arrival> GETTER = new HeaderGetter();

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    ChangeSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.kotae.ingest");
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    /** Begins the spans of a batch. */
    Open begin(List<Arrival> arrivals) {
        Map<Long, Span> spans = new ConcurrentHashMap<>();
        for (Arrival arrival : arrivals) {
            Context parent = propagator.extract(Context.root(), arrival, GETTER);
            Span span = tracer.spanBuilder("process " + arrival.topic())
                    .setParent(parent)
                    .setSpanKind(SpanKind.CONSUMER)
                    .setAttribute("messaging.system", "kafka")
                    .setAttribute("messaging.destination.name", arrival.topic())
                    .setAttribute(
                            "messaging.destination.partition.id",
                            Integer.toString(arrival.position().partition()))
                    .setAttribute("messaging.kafka.offset", arrival.position().offset())
                    .setAttribute("kotae.collection", arrival.collection())
                    .startSpan();
            spans.put(arrival.position().offset(), span);
        }
        return new Open(spans);
    }

    /** The spans of a batch under way. */
    final class Open {

        private final Map<Long, Span> spans;

        private Open(Map<Long, Span> spans) {
            this.spans = spans;
        }

        /** Headers that make whoever reads them a child of the change's span. */
        Map<String, String> headers(Arrival arrival) {
            Map<String, String> headers = new HashMap<>();
            Span span = spans.get(arrival.position().offset());
            if (span != null) {
                propagator.inject(Context.root().with(span), headers, Map::put);
            }
            return headers;
        }

        void end(Settled settled) {
            Span span = spans.remove(settled.arrival().position().offset());
            if (span != null) {
                Receipt receipt = settled.receipt();
                span.setAttribute("kotae.outcome", receipt.outcome().json());
                if (receipt.reason() != null) {
                    span.setAttribute("kotae.reason", receipt.reason());
                }
                if (receipt.chunks() != null) {
                    span.setAttribute("kotae.chunks", receipt.chunks());
                    span.setAttribute("kotae.embedded", receipt.embedded());
                }
                span.end();
            }
        }

        /** Ends what is still open: the batch failed and will be tried again. */
        void abandon() {
            spans.values().forEach(span -> span.setStatus(StatusCode.ERROR).end());
            spans.clear();
        }
    }

    private static final class HeaderGetter implements TextMapGetter<Arrival> {

        @Override
        public Iterable<String> keys(Arrival arrival) {
            return arrival.headers().stream().map(Arrival.Header::name).toList();
        }

        @Override
        public String get(Arrival arrival, String name) {
            return arrival == null
                    ? null
                    : arrival.headers().stream()
                            .filter(header -> header.name().equals(name) && header.value() != null)
                            .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                            .reduce((first, last) -> last)
                            .orElse(null);
        }
    }
}

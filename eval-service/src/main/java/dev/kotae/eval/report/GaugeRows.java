package dev.kotae.eval.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gauges of one name that are replaced all at once, so that none stays behind of a model that is gone. One thread at a time. */
final class GaugeRows {

    private final MultiGauge gauge;
    private final Map<Tags, Double> rows = new LinkedHashMap<>();

    GaugeRows(String name, String description, MeterRegistry registry) {
        gauge = MultiGauge.builder(name).description(description).register(registry);
    }

    /** Adds to what is to be shown next; values of the same tags are added up. */
    void add(Tags tags, double value) {
        rows.merge(tags, value, Double::sum);
    }

    /** Shows what was added since the last time, and nothing else. */
    void show() {
        gauge.register(
                rows.entrySet().stream()
                        .map(row -> MultiGauge.Row.of(row.getKey(), row.getValue()))
                        .toList(),
                true);
        rows.clear();
    }
}

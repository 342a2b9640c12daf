package dev.kotae.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.eval.evidence.Counted;
import dev.kotae.eval.evidence.Counts;
import dev.kotae.eval.evidence.Slice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * On which days something changed that could explain why numbers did.
 *
 * @param changes by day
 */
record ChangesReport(List<Change> changes) {

    static ChangesReport of(Counts counts, ReportFilter filter) {
        List<Slice> slices = counts.slices().stream()
                .filter(counted -> counted.tally().answers() > 0)
                .map(Counted::slice)
                .filter(slice -> slice.ofOneModel() && filter.matches(slice))
                .toList();
        List<Change> changes = new ArrayList<>();
        changes.addAll(firsts(slices, "model", slice -> "", Slice::model));
        changes.addAll(firsts(slices, "revision", Slice::model, Slice::revision));
        changes.addAll(firsts(slices, "prompt", Slice::model, Slice::promptHash));
        changes.addAll(firsts(slices, "retrieval", slice -> "", Slice::retrieval));
        changes.sort(
                Comparator.comparing(Change::day).thenComparing(Change::what).thenComparing(Change::value));
        return new ChangesReport(changes);
    }

    /** When each value was first seen of what it belongs to; the first one of all is no change. */
    private static List<Change> firsts(
            List<Slice> slices, String what, Function<Slice, String> owner, Function<Slice, String> value) {
        Map<String, Map<String, LocalDate>> seen = new TreeMap<>();
        for (Slice slice : slices) {
            if (value.apply(slice) != null) {
                seen.computeIfAbsent(owner.apply(slice), some -> new TreeMap<>())
                        .merge(value.apply(slice), slice.day(), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        List<Change> changes = new ArrayList<>();
        seen.forEach((of, days) -> {
            LocalDate first = new TreeSet<>(days.values()).first();
            days.forEach((name, day) -> {
                if (day.isAfter(first)) {
                    changes.add(new Change(day, what, of.isEmpty() ? null : of, name));
                }
            });
        });
        return changes;
    }

    /**
     * Something was seen for the first time.
     *
     * @param day the day, UTC
     * @param what {@code model}, {@code revision}, {@code prompt} or {@code retrieval}
     * @param model whose revision or prompt it is, else null
     * @param value the new value
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(LocalDate day, String what, String model, String value) {}
}

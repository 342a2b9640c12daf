package dev.kotae.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.eval.evidence.Counts;
import dev.kotae.eval.evidence.LatencyPart;
import dev.kotae.eval.problem.Problems;
import dev.kotae.eval.statistics.LatencyCounts;
import dev.kotae.eval.statistics.LatencySketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which share of answers took at most so long.
 *
 * @param part which part of an answer
 * @param curves one per model
 */
record LatencyCurves(String part, List<Curve> curves) {

    static LatencyCurves of(Counts counts, ReportFilter filter, LatencyPart part) {
        List<Curve> curves = new ArrayList<>();
        ModelsReport.tallies(counts.slices(), filter::matches).forEach((model, tally) -> {
            LatencyCounts latency = tally.latency(part);
            if (!latency.isEmpty()) {
                curves.add(Curve.of(model, latency));
            }
        });
        return new LatencyCurves(name(part), curves);
    }

    /**
     * Reads a part's name.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, if there is none of that name
     */
    static LatencyPart part(String name) {
        if (name == null || name.isEmpty()) {
            return LatencyPart.TOTAL;
        }
        return Arrays.stream(LatencyPart.values())
                .filter(part -> name(part).equals(name))
                .findFirst()
                .orElseThrow(() -> Problems.invalid(
                        "invalid-request",
                        "part must be one of "
                                + Stream.of(LatencyPart.values())
                                        .map(LatencyCurves::name)
                                        .collect(Collectors.joining(", "))));
    }

    private static String name(LatencyPart part) {
        return part.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * A model's curve.
     *
     * @param model the model's id
     * @param revision its revision, or null
     * @param count how many answers were measured
     * @param points rising in both
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Curve(String model, String revision, long count, List<Point> points) {

        private static Curve of(ModelKey model, LatencyCounts latency) {
            double total = latency.total();
            List<Point> points = new ArrayList<>();
            long before = 0;
            for (var bucket : latency.byBucket().entrySet()) {
                before += bucket.getValue();
                points.add(new Point(LatencySketch.value(bucket.getKey()), before / total));
            }
            return new Curve(model.model(), model.revision(), latency.total(), points);
        }
    }

    /**
     * A point.
     *
     * @param millis so long
     * @param share 0 to 1: so many took at most that
     */
    record Point(double millis, double share) {}
}

package dev.kotae.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.eval.evidence.Counts;
import dev.kotae.eval.evidence.Slice;
import dev.kotae.eval.problem.Problems;
import dev.kotae.eval.statistics.Strengths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The models' rows for every combination of some of what answers have in common.
 *
 * @param by what, in this order
 * @param rows one per combination and model
 */
record SliceReport(List<String> by, List<Row> rows) {

    /** Cells with fewer answers say that they are small: their percentiles and rates are hardly more than guesses. */
    private static final long SMALL = 30;

    private static final int MOST = 3;

    static SliceReport of(Counts counts, ReportFilter filter, List<Dimension> by, ReportRules rules) {
        Map<List<String>, List<dev.kotae.eval.evidence.Counted>> cells =
                new TreeMap<>(Comparator.comparing((List<String> key) -> String.join("\u0000", key)));
        counts.slices().stream()
                .filter(counted -> filter.matches(counted.slice()))
                .forEach(counted -> cells.computeIfAbsent(
                                by.stream()
                                        .map(dimension -> dimension.of.apply(counted.slice()))
                                        .toList(),
                                key -> new ArrayList<>())
                        .add(counted));
        List<Row> rows = new ArrayList<>();
        cells.forEach(
                (key, counted) -> ModelsReport.tallies(counted, slice -> true).forEach((model, tally) -> {
                    Map<String, String> slice = new LinkedHashMap<>();
                    for (int i = 0; i < by.size(); i++) {
                        slice.put(by.get(i).json(), key.get(i));
                    }
                    ModelReport report = ModelReport.of(model, tally, Strengths.none(), rules);
                    rows.add(new Row(slice, report, report.answers() < SMALL ? true : null));
                }));
        return new SliceReport(by.stream().map(Dimension::json).toList(), rows);
    }

    /**
     * One row.
     *
     * @param slice what its answers have in common, by name; empty where it is unknown
     * @param report the model's numbers; without votes, which are between models and not in a cell
     * @param small true where there are few answers
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(Map<String, String> slice, ModelReport report, Boolean small) {}

    /** What answers can have in common. */
    enum Dimension {
        /** The model's provider. */
        PROVIDER(Slice::provider),
        /** The prompt template's hash. */
        PROMPT(Slice::promptHash),
        /** The retrieval's settings. */
        RETRIEVAL(Slice::retrieval),
        /** The generations that were read. */
        GENERATION(slice -> String.join(" ", slice.generations())),
        /** The collections that were searched. */
        COLLECTION(slice -> String.join(" ", slice.collections())),
        /** The question's language. */
        LANGUAGE(Slice::language),
        /** The question's day, UTC. */
        DAY(slice -> slice.day().toString()),
        /** Where it was collected. */
        ORIGIN(Slice::origin);

        private final Function<Slice, String> of;

        Dimension(Function<Slice, String> of) {
            this.of = slice -> {
                String value = of.apply(slice);
                return value == null ? "" : value;
            };
        }

        String json() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Reads names between commas.
         *
         * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, if there is no such name, none, or too many
         */
        static List<Dimension> parse(String names) {
            List<Dimension> by = Arrays.stream((names == null ? "" : names).split(","))
                    .map(name -> Arrays.stream(values())
                            .filter(dimension -> dimension.json().equals(name.strip()))
                            .findFirst()
                            .orElseThrow(() -> Problems.invalid(
                                    "invalid-request",
                                    "by must be up to three of provider, prompt, retrieval, generation, collection,"
                                            + " language, day and origin, with commas between them")))
                    .distinct()
                    .toList();
            if (by.size() > MOST) {
                throw Problems.invalid("invalid-request", "by can name three at most: cells would be too small");
            }
            return by;
        }
    }
}

package dev.kotae.eval.report;

import dev.kotae.eval.evidence.Counted;
import dev.kotae.eval.evidence.Slice;
import dev.kotae.eval.evidence.Tally;
import dev.kotae.eval.report.ModelReport.ModelKey;
import dev.kotae.eval.statistics.Comparison;
import dev.kotae.eval.statistics.Comparison.Candidate;
import dev.kotae.eval.statistics.Comparison.Rules;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report on models.
 *
 * @param models one row per model and revision, by id; empty where nothing was counted
 * @param recommendation which one to take, by the ratings alone
 * @param asOf when the counts were read
 */
record ModelsReport(List<ModelReport> models, Recommendation recommendation, Instant asOf) {

    private static final double EQUIVALENT_STARS = 0.25;
    private static final double EQUIVALENT_SHARE = 0.05;

    private static final Comparator<ModelKey> BY_ID = Comparator.comparing(ModelKey::model)
            .thenComparing(ModelKey::revision, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** Merges counts. */
    static ModelsReport of(List<Counted> counted, double alpha, Instant asOf) {
        Map<ModelKey, Tally> merged = new LinkedHashMap<>();
        for (Counted one : counted) {
            Slice slice = one.slice();
            if (one.tally().answers() > 0) {
                merged.merge(new ModelKey(slice.model(), slice.revision()), one.tally(), Tally::plus);
            }
        }
        List<ModelKey> keys = merged.keySet().stream().sorted(BY_ID).toList();
        List<Candidate<ModelKey>> candidates = keys.stream()
                .filter(key ->
                        !key.model().equals(Slice.NO_MODEL) && !key.model().equals(Slice.OTHER_MODELS))
                .map(key -> new Candidate<>(key, merged.get(key).stars()))
                .toList();
        return new ModelsReport(
                keys.stream()
                        .map(key -> ModelReport.of(key, merged.get(key), alpha))
                        .toList(),
                Recommendation.of(Comparison.of(
                        candidates, List.of(), List.of(), new Rules(alpha, EQUIVALENT_STARS, EQUIVALENT_SHARE))),
                asOf);
    }
}

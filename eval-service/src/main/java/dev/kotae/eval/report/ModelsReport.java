package dev.kotae.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.eval.evidence.Counted;
import dev.kotae.eval.evidence.Counts;
import dev.kotae.eval.evidence.Slice;
import dev.kotae.eval.evidence.Tally;
import dev.kotae.eval.statistics.BradleyTerry;
import dev.kotae.eval.statistics.Comparison;
import dev.kotae.eval.statistics.Comparison.Candidate;
import dev.kotae.eval.statistics.Comparison.Verdict;
import dev.kotae.eval.statistics.Strengths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The report on models.
 *
 * @param models one row per model and revision, by id; empty where nothing was counted
 * @param votes what the votes say together, or null without any
 * @param standings the models weighed by all that counts at once
 * @param recommendation which one to take
 * @param filter which answers it is about
 * @param positions per {@code <topic>-<partition>} the next offset that is not in it
 * @param asOf when the counts were read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelsReport(
        List<ModelReport> models,
        VotesReport votes,
        List<Standing> standings,
        Recommendation recommendation,
        Map<String, String> filter,
        Map<String, Long> positions,
        Instant asOf) {

    /** Computes it. */
    static ModelsReport of(Counts counts, ReportFilter filter, ReportRules rules) {
        Map<ModelKey, Tally> tallies = tallies(counts.slices(), filter::matches);
        Judgements judgements = Judgements.of(counts.judged(), filter::matches);
        Strengths<ModelKey> strengths = BradleyTerry.fit(judgements.votes(), true);
        List<ModelReport> models = tallies.entrySet().stream()
                .map(entry -> ModelReport.of(entry.getKey(), entry.getValue(), strengths, rules))
                .toList();
        List<Candidate<ModelKey>> candidates = tallies.entrySet().stream()
                .filter(entry -> isModel(entry.getKey()))
                .map(entry -> new Candidate<>(entry.getKey(), entry.getValue().stars()))
                .toList();
        Verdict<ModelKey> verdict =
                Comparison.of(candidates, judgements.votes(), judgements.paired(), rules.comparison());
        boolean oneUser =
                new OneUser(candidates, counts.judged(), filter::matches, rules.comparison()).decides(verdict);
        Recommendation recommendation = Recommendation.of(verdict, oneUser, models);
        return new ModelsReport(
                models,
                judgements.votes().isEmpty() ? null : VotesReport.of(judgements.votes(), strengths, rules.alpha()),
                Standing.of(
                        models.stream().filter(model -> isModel(model.key())).toList()),
                recommendation,
                filter.asMap(),
                new TreeMap<>(counts.positions()),
                counts.asOf());
    }

    /** What was counted of each model, in the order of rows. */
    static Map<ModelKey, Tally> tallies(List<Counted> counted, Predicate<Slice> wanted) {
        Map<ModelKey, List<Tally>> parts = new TreeMap<>();
        for (Counted one : counted) {
            if (one.tally().answers() > 0 && wanted.test(one.slice())) {
                parts.computeIfAbsent(ModelKey.of(one.slice()), key -> new ArrayList<>())
                        .add(one.tally());
            }
        }
        Map<ModelKey, Tally> tallies = new TreeMap<>();
        parts.forEach((key, all) -> tallies.put(key, Tally.sum(all)));
        return tallies;
    }

    private static boolean isModel(ModelKey key) {
        return !key.model().equals(Slice.NO_MODEL) && !key.model().equals(Slice.OTHER_MODELS);
    }
}

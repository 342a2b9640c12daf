package dev.kotae.eval.experiment;

import dev.kotae.eval.experiment.ExperimentReport.Difference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The part of an experiment's questions that have something in common. Each has intervals at the whole level: among many slices some
 * will look different by chance.
 *
 * @param by what they have in common: {@code language} or {@code collection}
 * @param name which
 * @param asked how many
 * @param differences candidate minus baseline, of these
 */
record TrialSlice(String by, String name, long asked, List<Difference> differences) {

    /** All of them, where there is more than one of a kind; without what is gone. */
    static List<TrialSlice> of(Collection<Trial> trials, List<Measure> measures, double alpha) {
        List<TrialSlice> slices = new ArrayList<>();
        slices.addAll(by(
                "language",
                trials,
                trial -> List.of(trial.language() == null ? "und" : trial.language()),
                measures,
                alpha));
        slices.addAll(by("collection", trials, Trial::collections, measures, alpha));
        return slices;
    }

    private static List<TrialSlice> by(
            String by,
            Collection<Trial> trials,
            Function<Trial, List<String>> names,
            List<Measure> measures,
            double alpha) {
        Map<String, List<Trial>> found = new TreeMap<>();
        trials.stream().filter(trial -> !trial.isGone()).forEach(trial -> names.apply(trial)
                .forEach(name ->
                        found.computeIfAbsent(name, some -> new ArrayList<>()).add(trial)));
        return found.size() < 2
                ? List.of()
                : found.entrySet().stream()
                        .map(slice -> new TrialSlice(
                                by,
                                slice.getKey(),
                                slice.getValue().size(),
                                Difference.of(measures, slice.getValue(), alpha)))
                        .toList();
    }
}

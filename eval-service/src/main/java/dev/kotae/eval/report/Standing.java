package dev.kotae.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a model stands when all that counts is weighed at once: it is on the Pareto front unless another one is at least as good in
 * everything that is known of both and better in something. By the estimates alone; how sure they are stands beside them.
 *
 * @param model the model's id
 * @param revision its revision, or null
 * @param quality its mean stars, or the strength that votes give where it has no ratings; null without either
 * @param errorRate the share of failed answers
 * @param totalMillisP95 the 95th percentile of the whole answer, or null
 * @param costPerAnswer null where no price is known, or more than one currency
 * @param dominatedBy the models that are better, with their revisions in parentheses; empty on the front
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Standing(
        String model,
        String revision,
        Double quality,
        double errorRate,
        Double totalMillisP95,
        Double costPerAnswer,
        List<String> dominatedBy) {

    static List<Standing> of(List<ModelReport> models) {
        boolean byStars = models.stream().allMatch(model -> model.ratings().mean() != null);
        List<Standing> alone = models.stream().map(model -> of(model, byStars)).toList();
        return alone.stream()
                .map(one -> new Standing(
                        one.model,
                        one.revision,
                        one.quality,
                        one.errorRate,
                        one.totalMillisP95,
                        one.costPerAnswer,
                        alone.stream()
                                .filter(other -> other != one && other.dominates(one))
                                .map(other -> new ModelKey(other.model, other.revision).label())
                                .toList()))
                .toList();
    }

    private static Standing of(ModelReport model, boolean byStars) {
        Double strength = model.votes() == null ? null : (Double) model.votes().strength();
        return new Standing(
                model.model(),
                model.revision(),
                byStars ? model.ratings().mean() : strength,
                model.errorRate().share(),
                model.latency().totalMillis() == null
                        ? null
                        : (Double) model.latency().totalMillis().p95(),
                model.cost() == null || model.cost().size() != 1
                        ? null
                        : (Double) model.cost().get(0).perAnswer(),
                List.of());
    }

    private boolean dominates(Standing other) {
        List<Integer> signs = new ArrayList<>();
        signs.add(Double.compare(other.errorRate, errorRate));
        if (quality != null && other.quality != null) {
            signs.add(Double.compare(quality, other.quality));
        }
        if (totalMillisP95 != null && other.totalMillisP95 != null) {
            signs.add(Double.compare(other.totalMillisP95, totalMillisP95));
        }
        if (costPerAnswer != null && other.costPerAnswer != null) {
            signs.add(Double.compare(other.costPerAnswer, costPerAnswer));
        }
        return signs.stream().allMatch(sign -> sign >= 0) && signs.stream().anyMatch(sign -> sign > 0);
    }
}

package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.eval.experiment.Trial.Side;
import dev.kotae.eval.statistics.LatencyCounts;
import dev.kotae.eval.statistics.LatencySketch;
import dev.kotae.eval.statistics.QuantileInterval;
import dev.kotae.eval.statistics.Rate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One of the settings, with what came of its answers.
 *
 * @param settings what was asked for
 * @param models the models that answered, with their revisions in parentheses
 * @param answers how many
 * @param answered those with an answer, as a share with its interval for one look; null without answers
 * @param grounded those whose every judged sentence is supported, likewise
 * @param noAnswers those that say that the documents do not say
 * @param failed those that failed
 * @param firstTokenMillis until the first token of those answered; null without any
 * @param totalMillis until their end
 * @param promptTokens tokens read, of all
 * @param completionTokens tokens written
 * @param cost what they cost, by currency; null where no price is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ArmReport(
        Arm settings,
        List<String> models,
        long answers,
        Rate answered,
        Rate grounded,
        long noAnswers,
        long failed,
        Percentiles firstTokenMillis,
        Percentiles totalMillis,
        long promptTokens,
        long completionTokens,
        Map<String, Double> cost) {

    static ArmReport of(Arm settings, Collection<Side> sides, double alpha) {
        Map<String, Double> cost = new TreeMap<>();
        sides.stream()
                .map(Side::cost)
                .filter(Objects::nonNull)
                .forEach(one -> cost.merge(one.currency(), one.amount(), Double::sum));
        return new ArmReport(
                settings,
                sides.stream()
                        .map(Side::model)
                        .filter(Objects::nonNull)
                        .map(model ->
                                model.revision() == null ? model.id() : model.id() + " (" + model.revision() + ")")
                        .distinct()
                        .sorted()
                        .toList(),
                sides.size(),
                rate(sides, Side::answered, alpha),
                rate(sides, Side::grounded, alpha),
                ended(sides, Outcome.NO_ANSWER),
                ended(sides, Outcome.FAILED),
                Percentiles.of(sides, side -> side.timings().firstTokenMillis(), alpha),
                Percentiles.of(sides, side -> side.timings().totalMillis(), alpha),
                tokens(sides, side -> side.tokens().prompt()),
                tokens(sides, side -> side.tokens().completion()),
                cost.isEmpty() ? null : cost);
    }

    private static Rate rate(Collection<Side> sides, Predicate<Side> holds, double alpha) {
        return sides.isEmpty() ? null : Rate.of(sides.stream().filter(holds).count(), sides.size(), alpha);
    }

    private static long ended(Collection<Side> sides, Outcome outcome) {
        return sides.stream().filter(side -> side.outcome() == outcome).count();
    }

    private static long tokens(Collection<Side> sides, Function<Side, Integer> count) {
        return sides.stream()
                .filter(side -> side.tokens() != null && count.apply(side) != null)
                .mapToLong(count::apply)
                .sum();
    }

    /**
     * Percentiles in milliseconds, within 1 %; the ends of an interval, for one look, are null where there are too few durations.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Percentiles(double p50, Double p50Low, Double p50High, double p95, Double p95Low, Double p95High) {

        static Percentiles of(Collection<Side> sides, Function<Side, Double> millis, double alpha) {
            LatencyCounts counts = LatencyCounts.of(sides.stream()
                    .filter(side -> side.answered() && side.timings() != null && millis.apply(side) != null)
                    .collect(Collectors.groupingBy(
                            side -> LatencySketch.bucket(millis.apply(side)), Collectors.counting())));
            QuantileInterval half = QuantileInterval.of(counts, 0.5, alpha);
            QuantileInterval most = QuantileInterval.of(counts, 0.95, alpha);
            return LatencySketch.percentiles(counts)
                    .map(all -> new Percentiles(all.p50(), half.low(), half.high(), all.p95(), most.low(), most.high()))
                    .orElse(null);
        }
    }
}

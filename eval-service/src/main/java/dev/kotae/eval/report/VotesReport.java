package dev.kotae.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kotae.eval.statistics.Interval;
import dev.kotae.eval.statistics.PairVotes;
import dev.kotae.eval.statistics.Strengths;
import dev.kotae.eval.statistics.Strengths.Strength;
import java.util.List;
import java.util.TreeMap;

/**
 * What the votes say together.
 *
 * @param count how many votes between two models
 * @param estimate how the strengths were found
 * @param orderEffect what being shown first adds to a strength, or null without votes
 * @param pairs the votes of each two models
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VotesReport(long count, Estimate estimate, ModelReport.Votes orderEffect, List<Pair> pairs) {

    static VotesReport of(List<PairVotes<ModelKey>> votes, Strengths<ModelKey> strengths, double alpha) {
        TreeMap<ModelKey, TreeMap<ModelKey, long[]>> sums = new TreeMap<>();
        for (PairVotes<ModelKey> pair : votes) {
            boolean inOrder = pair.first().compareTo(pair.second()) < 0;
            ModelKey one = inOrder ? pair.first() : pair.second();
            ModelKey other = inOrder ? pair.second() : pair.first();
            long[] sum = sums.computeIfAbsent(one, some -> new TreeMap<>()).computeIfAbsent(other, some -> new long[3]);
            sum[0] += inOrder ? pair.firstWins() : pair.secondWins();
            sum[1] += pair.ties();
            sum[2] += inOrder ? pair.secondWins() : pair.firstWins();
        }
        List<Pair> pairs = sums.entrySet().stream()
                .flatMap(row -> row.getValue().entrySet().stream().map(cell -> {
                    Strength difference = strengths.difference(row.getKey(), cell.getKey());
                    Interval interval = difference.anytime(alpha);
                    long[] sum = cell.getValue();
                    return new Pair(
                            row.getKey().label(),
                            cell.getKey().label(),
                            sum[0],
                            sum[1],
                            sum[2],
                            difference.estimate(),
                            difference.standardError(),
                            interval.low(),
                            interval.high());
                }))
                .toList();
        return new VotesReport(
                votes.stream().mapToLong(PairVotes::total).sum(),
                Estimate.of(strengths.estimate()),
                strengths
                        .orderEffect()
                        .map(effect -> ModelReport.Votes.of(effect, alpha))
                        .orElse(null),
                pairs);
    }

    /**
     * The votes of two models, whichever was shown first.
     *
     * @param model one, with its revision in parentheses
     * @param other the other
     * @param wins how often {@code model} was preferred
     * @param ties how often neither
     * @param losses how often the other
     * @param difference how much stronger {@code model} is by all votes, the order of showing taken out; natural logarithm
     * @param standardError for one look
     * @param low the lower end of the interval for every look
     * @param high its upper end
     */
    record Pair(
            String model,
            String other,
            long wins,
            long ties,
            long losses,
            double difference,
            double standardError,
            double low,
            double high) {}

    /** How strengths were found. */
    enum Estimate {
        /** By maximum likelihood. */
        @JsonProperty("maximum-likelihood")
        MAXIMUM_LIKELIHOOD,
        /** With a penalty: some models were never compared with the others, directly or through third ones. */
        @JsonProperty("penalised-disconnected")
        PENALISED_DISCONNECTED,
        /** With a penalty: some never won or never lost, or the order of showing explains as much as the models do. */
        @JsonProperty("penalised-separated")
        PENALISED_SEPARATED;

        static Estimate of(Strengths.Estimate estimate) {
            return switch (estimate) {
                case MAXIMUM_LIKELIHOOD -> MAXIMUM_LIKELIHOOD;
                case PENALISED_DISCONNECTED -> PENALISED_DISCONNECTED;
                case PENALISED_SEPARATED -> PENALISED_SEPARATED;
            };
        }
    }
}

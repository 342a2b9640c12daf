package dev.kotae.eval.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which of several rated candidates is better, or that nobody can know yet.
 *
 * <p>Each of K candidates gets its {@link ConfidenceSequence} at {@code alpha / K} (Bonferroni), so all K intervals hold at once and
 * at every look with probability {@code 1 - alpha}. The leader, the greatest mean, is better if its interval lies wholly above every
 * other's; then the chance of ever naming a leader whose true mean is not the greatest is at most {@code alpha}.
 */
public final class Comparison {

    /** More than so many times the present ratings is no estimate any more. */
    private static final double FARTHEST = 65_536;

    /** The factor is known to half a percent: it is an estimate. */
    private static final double ENOUGH = 1.005;

    private Comparison() {}

    /**
     * Compares.
     *
     * @param candidates at least none; those without ratings are left out
     * @param alpha the probability of ever naming a wrong leader, between 0 and 1
     * @param <T> what a candidate is
     */
    public static <T> Verdict<T> of(List<Candidate<T>> candidates, double alpha) {
        List<Candidate<T>> rated = candidates.stream()
                .filter(candidate -> candidate.stars().total() > 0)
                .sorted(Comparator.comparingDouble(
                        (Candidate<T> candidate) -> -candidate.stars().mean()))
                .toList();
        if (rated.size() < 2) {
            return new Verdict<>(false, Optional.empty(), Optional.empty(), OptionalLong.empty());
        }
        double each = alpha / rated.size();
        Candidate<T> leader = rated.get(0);
        Candidate<T> rival = rated.stream()
                .skip(1)
                .max(Comparator.comparingDouble(candidate ->
                        ConfidenceSequence.of(candidate.stars(), each).high()))
                .orElseThrow();
        if (apart(leader.stars(), rival.stars(), 1, each)) {
            return new Verdict<>(true, Optional.of(leader.who()), Optional.of(rival.who()), OptionalLong.empty());
        }
        return new Verdict<>(
                false,
                Optional.of(leader.who()),
                Optional.of(rival.who()),
                furtherRatings(leader.stars(), rival.stars(), each));
    }

    /**
     * About how many more ratings of the two it takes until their intervals part, if both go on as they did: the smallest factor
     * by which both counts would have to grow, found by bisection. Empty where the means are equal or it is out of sight.
     */
    private static OptionalLong furtherRatings(StarCounts leader, StarCounts rival, double alpha) {
        if (leader.mean() <= rival.mean()) {
            return OptionalLong.empty();
        }
        double low = 1;
        double high = 2;
        while (!apart(leader, rival, high, alpha)) {
            low = high;
            high *= 2;
            if (high > FARTHEST) {
                return OptionalLong.empty();
            }
        }
        while (high / low > ENOUGH) {
            double middle = (low + high) / 2;
            if (apart(leader, rival, middle, alpha)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return OptionalLong.of((long) Math.ceil((high - 1) * (leader.total() + rival.total())));
    }

    private static boolean apart(StarCounts leader, StarCounts rival, double factor, double alpha) {
        return ConfidenceSequence.low(scaled(leader, factor), alpha)
                > ConfidenceSequence.high(scaled(rival, factor), alpha);
    }

    private static double[] scaled(StarCounts stars, double factor) {
        return stars.counts().stream().mapToDouble(count -> count * factor).toArray();
    }

    /**
     * One that is compared.
     *
     * @param who what it is
     * @param stars its ratings
     */
    public record Candidate<T>(T who, StarCounts stars) {}

    /**
     * What came of it.
     *
     * @param better whether the leader is better than all others
     * @param leader the candidate with the greatest mean; empty where fewer than two were rated
     * @param rival the one that comes closest to it
     * @param furtherRatings where not better: about how many more ratings of both it takes, if it can be said
     */
    public record Verdict<T>(boolean better, Optional<T> leader, Optional<T> rival, OptionalLong furtherRatings) {}
}

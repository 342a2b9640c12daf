package dev.kotae.eval.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which of several candidates is better, or that they are as good as equal, or that nobody can know yet.
 *
 * <p>For two candidates, ratings and votes give an e-process each ({@link StarEvidence} times {@link PairedEvidence}, and
 * {@link PreferenceEvidence}); their mean is one too, whatever they have to do with each other (Vovk and Wang, "E-values: calibration, combination and applications", Annals of
 * Statistics 49, 2021). A candidate is better if its e-process against every other is at least {@code K / alpha}, with K candidates. To
 * be named without being the best it must cross that line against the best one (or one as good), which happens with probability at most
 * {@code alpha / K}; there are at most K to be named. So at all looks together a wrong name is given with probability at most
 * {@code alpha}.
 */
public final class Comparison<T> {

    /** More than so many times the present ratings is no estimate any more. */
    private static final double FARTHEST = 65_536;

    /** The factor is known to a percent: it is an estimate. */
    private static final double ENOUGH = 1.01;

    private final List<Contender<T>> contenders;
    private final double[][] evidence;
    private final Rules rules;
    private final double threshold;

    /** In falling order of their means: who leads is found soonest so. Evidence is computed where it is asked for. */
    private Comparison(List<Contender<T>> contenders, Rules rules) {
        this.contenders = contenders;
        this.evidence = new double[contenders.size()][contenders.size()];
        for (double[] row : evidence) {
            Arrays.fill(row, Double.NaN);
        }
        this.rules = rules;
        this.threshold = Math.log(Math.max(2, contenders.size()) / rules.alpha());
    }

    /**
     * Compares.
     *
     * @param candidates at least none; those that have neither ratings nor votes are left out
     * @param votes votes between them; others are left out
     * @param paired those of the candidates' ratings that one user gave to two answers to one question
     * @param rules how sure to be
     * @param <T> what a candidate is
     */
    public static <T> Verdict<T> of(
            List<Candidate<T>> candidates, List<PairVotes<T>> votes, List<PairedStars<T>> paired, Rules rules) {
        Map<T, Contender<T>> byName = new LinkedHashMap<>();
        candidates.forEach(candidate -> byName.put(candidate.who(), new Contender<>(candidate)));
        votes.forEach(pair -> Stream.of(pair.first(), pair.second())
                .map(byName::get)
                .filter(Objects::nonNull)
                .forEach(contender -> contender.add(pair)));
        paired.forEach(pair -> Stream.of(pair.one(), pair.other())
                .map(byName::get)
                .filter(Objects::nonNull)
                .forEach(contender -> contender.add(pair)));
        List<Contender<T>> contenders = byName.values().stream()
                .filter(contender -> contender.rated() || contender.hasVotes())
                .sorted(Comparator.<Contender<T>>comparingDouble(Contender::mean)
                        .reversed())
                .toList();
        return new Comparison<>(contenders, rules).verdict();
    }

    private Verdict<T> verdict() {
        if (contenders.size() < 2) {
            return new Verdict<>(Decision.UNDECIDED, Optional.empty(), Optional.empty(), OptionalLong.empty());
        }
        int leader = leader();
        int rival = rival(leader);
        Decision decision = decision(leader, rival);
        return new Verdict<>(
                decision,
                Optional.of(contenders.get(leader).who()),
                Optional.of(contenders.get(rival).who()),
                decision == Decision.UNDECIDED
                        ? furtherRatings(contenders.get(leader), contenders.get(rival))
                        : OptionalLong.empty());
    }

    /**
     * The one whose least evidence is greatest, the greater mean first. A row is left as soon as it holds less than another one's least:
     * since most lose clearly to the best ones, that takes a few comparisons for each and not all of them.
     */
    private int leader() {
        int leader = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int one = 0; one < contenders.size(); one++) {
            double least = least(one, leader, greatest);
            if (least > greatest) {
                greatest = least;
                leader = one;
            }
        }
        return leader;
    }

    /** The least evidence of one over another, or some that is not above {@code enough}. */
    private double least(int one, int likely, double enough) {
        double least = one == likely ? Double.POSITIVE_INFINITY : evidence(one, likely);
        for (int other = 0; other < contenders.size() && least > enough; other++) {
            if (other != one) {
                least = Math.min(least, evidence(one, other));
            }
        }
        return least;
    }

    private double evidence(int one, int other) {
        if (Double.isNaN(evidence[one][other])) {
            evidence[one][other] = contenders.get(one).over(contenders.get(other), 1);
        }
        return evidence[one][other];
    }

    /** The one against which least speaks. */
    private int rival(int one) {
        return IntStream.range(0, contenders.size())
                .filter(other -> other != one)
                .boxed()
                .min(Comparator.comparingDouble(other -> evidence(one, other)))
                .orElseThrow();
    }

    private Decision decision(int leader, int rival) {
        for (int other = 0; other < contenders.size(); other++) {
            if (other != leader && evidence(other, leader) >= threshold) {
                // By another kind of evidence somebody is better than the leader: ratings say this, votes that
                return Decision.UNDECIDED;
            }
        }
        if (evidence(leader, rival) >= threshold) {
            return Decision.BETTER;
        }
        boolean equivalent = IntStream.range(0, contenders.size())
                .filter(other -> other != leader && evidence(leader, other) < threshold)
                .allMatch(other -> contenders.get(leader).equivalent(contenders.get(other), rules, contenders.size()));
        return equivalent ? Decision.EQUIVALENT : Decision.UNDECIDED;
    }

    /**
     * About how many more ratings and votes of the two it takes until one is better, if both go on as they did: the smallest factor
     * by which all counts would have to grow, found by bisection. Empty where it is out of sight.
     */
    private OptionalLong furtherRatings(Contender<T> leader, Contender<T> rival) {
        double low = 1;
        double high = 2;
        while (leader.over(rival, high) < threshold) {
            low = high;
            high *= 2;
            if (high > FARTHEST) {
                return OptionalLong.empty();
            }
        }
        while (high / low > ENOUGH) {
            double middle = (low + high) / 2;
            if (leader.over(rival, middle) >= threshold) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return OptionalLong.of((long) Math.ceil((high - 1) * leader.observations(rival)));
    }

    /** What is decided. */
    public enum Decision {
        /** The leader is better than every other. */
        BETTER,
        /** Whoever the leader does not beat differs from it by less than matters. */
        EQUIVALENT,
        /** Nobody can know yet. */
        UNDECIDED
    }

    /**
     * How sure to be, and what matters.
     *
     * @param alpha the probability of ever deciding wrongly, between 0 and 1; it holds for {@code BETTER} and for
     *     {@code EQUIVALENT} each
     * @param stars two means that differ by less are equivalent
     * @param share likewise two candidates of which one is preferred by at most one half and this, both orders weighing the same
     */
    public record Rules(double alpha, double stars, double share) {

        /**
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Rules {
            if (!(alpha > 0 && alpha < 1 && stars > 0 && share > 0)) {
                throw new IllegalArgumentException("alpha is between 0 and 1, and what matters is above 0");
            }
        }
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
     * @param decision what is decided
     * @param leader the candidate for whom most speaks; empty where fewer than two were rated or voted on
     * @param rival the one that comes closest to it
     * @param furtherRatings where undecided: about how many more ratings and votes of both it takes, if it can be said
     */
    public record Verdict<T>(Decision decision, Optional<T> leader, Optional<T> rival, OptionalLong furtherRatings) {

        /** Whether the leader is better than all others. */
        public boolean better() {
            return decision == Decision.BETTER;
        }
    }
}

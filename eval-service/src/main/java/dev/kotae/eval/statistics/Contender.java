package dev.kotae.eval.statistics;

import java.util.HashMap;
import java.util.Map;

/** A candidate with all that was said of it: its ratings, and what was said of it against each other one. */
final class Contender<T> {

    private final T who;
    private final StarCounts stars;
    private final StarEvidence evidence;
    private final Map<T, Duel> duels = new HashMap<>();
    private final Map<Double, Interval> intervals = new HashMap<>();

    Contender(Comparison.Candidate<T> candidate) {
        this.who = candidate.who();
        this.stars = candidate.stars();
        this.evidence = new StarEvidence(counts(stars));
    }

    /** Takes in votes between this one and another. */
    void add(PairVotes<T> pair) {
        if (pair.first().equals(who)) {
            duel(pair.second()).add(true, pair.secondWins(), pair.ties(), pair.firstWins());
        } else {
            duel(pair.first()).add(false, pair.firstWins(), pair.ties(), pair.secondWins());
        }
    }

    /** Takes in pairs of ratings of this one and another. */
    void add(PairedStars<T> pair) {
        if (pair.one().equals(who)) {
            duel(pair.other()).addStars(pair.oneStars(), pair.otherStars(), pair.count());
        } else {
            duel(pair.one()).addStars(pair.otherStars(), pair.oneStars(), pair.count());
        }
    }

    T who() {
        return who;
    }

    double mean() {
        return stars.total() == 0 ? 0 : stars.mean();
    }

    boolean rated() {
        return stars.total() > 0;
    }

    boolean hasVotes() {
        return duels.values().stream().anyMatch(duel -> duel.votes() > 0);
    }

    /**
     * The logarithm of the e-process for this one against another, if all counts were so many times what they are: the mean of the
     * votes' and the ratings'.
     */
    double over(Contender<T> other, double factor) {
        Duel duel = against(other);
        double votes = duel.logVotes(factor);
        double ratings = ratings(other, duel, factor);
        double greater = Math.max(votes, ratings);
        return greater + Math.log(Math.exp(votes - greater) + Math.exp(ratings - greater)) - Math.log(2);
    }

    /** Paired ratings by their differences, all others by their means: each rating in one of them only, so the two multiply. */
    private double ratings(Contender<T> other, Duel duel, double factor) {
        if (!duel.paired()) {
            return evidence.logOver(other.evidence, factor);
        }
        return PairedEvidence.log(duel.differences(), factor)
                + new StarEvidence(unpaired(stars, duel.stars()))
                        .logOver(new StarEvidence(unpaired(other.stars, duel.theirStars())), factor);
    }

    /** How many ratings the two have, and votes between them. */
    double observations(Contender<T> other) {
        return stars.total() + other.stars.total() + against(other).votes();
    }

    /** Whether the two differ by less than matters, by ratings or by votes: each at half of alpha, shared out over all there are. */
    boolean equivalent(Contender<T> other, Comparison.Rules rules, int contenders) {
        double pairs = contenders * (contenders - 1) / 2.0;
        return equallyRated(other, rules.stars(), rules.alpha() / 2 / contenders)
                || against(other).balanced(rules.alpha() / 2 / pairs, rules.share());
    }

    private boolean equallyRated(Contender<T> other, double most, double alpha) {
        Interval mine = interval(alpha);
        Interval theirs = other.interval(alpha);
        return mine.high() - theirs.low() <= most && theirs.high() - mine.low() <= most;
    }

    private Interval interval(double alpha) {
        return intervals.computeIfAbsent(alpha, some -> ConfidenceSequence.of(stars, some));
    }

    private Duel duel(T other) {
        return duels.computeIfAbsent(other, some -> Duel.none());
    }

    private Duel against(Contender<T> other) {
        return duels.getOrDefault(other.who, Duel.none());
    }

    private static double[] counts(StarCounts stars) {
        return stars.counts().stream().mapToDouble(Long::doubleValue).toArray();
    }

    private static double[] unpaired(StarCounts stars, double[] paired) {
        double[] counts = counts(stars);
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.max(0, counts[i] - paired[i]);
        }
        return counts;
    }
}

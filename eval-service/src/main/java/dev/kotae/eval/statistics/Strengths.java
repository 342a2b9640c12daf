package dev.kotae.eval.statistics;

import java.util.List;
import java.util.Optional;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Fitted strengths: natural logarithms, centred at 0, with errors. A difference of 0.405 means that the stronger one is preferred in
 * 60 % of votes.
 *
 * @param <T> what a candidate is
 */
public final class Strengths<T> {

    private final List<T> candidates;
    private final double[] estimates;
    private final RealMatrix model;
    private final RealMatrix sandwich;
    private final boolean orderEffect;
    private final Separation.Kind separation;
    private final long[] counts;

    Strengths(
            List<T> candidates,
            double[] estimates,
            RealMatrix model,
            RealMatrix sandwich,
            boolean orderEffect,
            Separation.Kind separation,
            long[] counts) {
        this.candidates = candidates;
        this.estimates = estimates;
        this.model = model;
        this.sandwich = sandwich;
        this.orderEffect = orderEffect;
        this.separation = separation;
        this.counts = counts;
    }

    /** Of no votes. */
    public static <T> Strengths<T> none() {
        RealMatrix empty = MatrixUtils.createRealMatrix(1, 1);
        return new Strengths<>(List.of(), new double[0], empty, empty, false, Separation.Kind.NONE, new long[0]);
    }

    /** Everyone that occurs in a vote. */
    public List<T> candidates() {
        return List.copyOf(candidates);
    }

    /** The strength of a candidate; empty without votes. */
    public Optional<Strength> of(T candidate) {
        int i = candidates.indexOf(candidate);
        return i < 0
                ? Optional.empty()
                : Optional.of(new Strength(counts[i], estimates[i], error(sandwich, i), error(model, i)));
    }

    /**
     * How much stronger one is than another.
     *
     * @return the {@code count} is that of the votes both had
     * @throws IllegalArgumentException if one of them has no votes
     */
    public Strength difference(T one, T other) {
        int i = index(one);
        int j = index(other);
        return new Strength(
                counts[i] + counts[j], estimates[i] - estimates[j], error(sandwich, i, j), error(model, i, j));
    }

    /** What being shown first adds to a candidate's strength; empty where it was not asked for. */
    public Optional<Strength> orderEffect() {
        if (!orderEffect) {
            return Optional.empty();
        }
        int last = candidates.size();
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return Optional.of(new Strength(total / 2, estimates[last], error(sandwich, last), error(model, last)));
    }

    /** Whether these are maximum-likelihood estimates, or penalised ones since there are none. */
    public Estimate estimate() {
        return switch (separation) {
            case NONE -> Estimate.MAXIMUM_LIKELIHOOD;
            case DISCONNECTED -> Estimate.PENALISED_DISCONNECTED;
            case SEPARATED -> Estimate.PENALISED_SEPARATED;
        };
    }

    private int index(T candidate) {
        int i = candidates.indexOf(candidate);
        if (i < 0) {
            throw new IllegalArgumentException("No votes for " + candidate);
        }
        return i;
    }

    private static double error(RealMatrix covariance, int i) {
        return Math.sqrt(covariance.getEntry(i, i));
    }

    private static double error(RealMatrix covariance, int i, int j) {
        return Math.sqrt(covariance.getEntry(i, i) + covariance.getEntry(j, j) - 2 * covariance.getEntry(i, j));
    }

    /** How strengths were found. */
    public enum Estimate {
        /** By maximum likelihood. */
        MAXIMUM_LIKELIHOOD,
        /** Penalised: some were never compared with the others. */
        PENALISED_DISCONNECTED,
        /** Penalised: some never lost or never won, or the order of showing explains all. */
        PENALISED_SEPARATED
    }

    /**
     * One estimate.
     *
     * @param count how many votes it rests on
     * @param estimate natural logarithm
     * @param standardError the sandwich error, robust to votes that vary otherwise than the model says, and by cluster where they
     *     are known; for penalised estimates the model's
     * @param modelError the error if the model were exactly true
     */
    public record Strength(long count, double estimate, double standardError, double modelError) {

        /** The usual interval, for one look at a number of votes that was fixed before. */
        public Interval fixedSample(double alpha) {
            double reach = Normal.quantile(1 - alpha / 2) * standardError;
            return new Interval(estimate - reach, estimate + reach);
        }

        /** The interval for every look, see {@link AsymptoticSequence}. */
        public Interval anytime(double alpha) {
            double reach = AsymptoticSequence.factor(count, alpha) * standardError;
            return new Interval(estimate - reach, estimate + reach);
        }
    }
}

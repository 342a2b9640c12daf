package dev.kotae.eval.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Strengths from votes: {@code P(i is preferred to j) = logistic(strength_i - strength_j + g)} where {@code i} was shown first and
 * {@code -g} where second (Bradley and Terry, Biometrika 39, 1952; the order effect as in Davidson and Beaver, Biometrics 33, 1977).
 * A tie counts as half a win of each, so the estimate is one of quasi-likelihood: unbiased where ties are as likely either way, and
 * its model-based errors are on the careful side, since half wins vary less than wins; the sandwich errors are right.
 *
 * <p>Newton's method on the log-likelihood, which is concave, with halved steps where one goes too far. Strengths are natural
 * logarithms and centred at 0. Where no finite estimate exists (see {@link Separation}), every candidate is given one tie with an
 * imaginary one of strength 0, and the order effect likewise: a penalty that keeps all finite, and is said in the result.
 */
public final class BradleyTerry {

    private static final int MOST_STEPS = 200;
    private static final double ENOUGH = 1e-10;
    private static final double ROUNDING = 1e-12;

    private BradleyTerry() {}

    /**
     * Fits.
     *
     * @param votes the votes; candidates are those that occur in them
     * @param orderEffect whether being shown first may help or harm
     * @param <T> what a candidate is
     */
    public static <T> Strengths<T> fit(List<PairVotes<T>> votes, boolean orderEffect) {
        VoteTable<T> table = new VoteTable<>(votes);
        Separation.Kind separation = Separation.of(table, orderEffect);
        return new Fit<>(table, orderEffect, separation).strengths();
    }

    /**
     * One fit. Parameters are the strengths and, last, the order effect where there is one. The likelihood does not change when a
     * constant is added to all strengths; an anchor, a square of their sum, makes its curvature regular in that direction too. The
     * gradient has no part in it, so the sum stays zero. A penalised likelihood needs none.
     */
    private static final class Fit<T> {

        private final VoteTable<T> table;
        private final boolean orderEffect;
        private final Separation.Kind separation;
        private final int size;
        private final int parameters;

        Fit(VoteTable<T> table, boolean orderEffect, Separation.Kind separation) {
            this.table = table;
            this.orderEffect = orderEffect;
            this.separation = separation;
            this.size = table.size();
            this.parameters = size + (orderEffect ? 1 : 0);
        }

        Strengths<T> strengths() {
            if (size == 0) {
                return Strengths.none();
            }
            double[] at = maximum();
            // Penalised strengths are measured from the imaginary candidate; all are told from their mean
            double mean = Arrays.stream(at, 0, size).average().orElseThrow();
            RealMatrix inverse = inverse(curvature(at));
            // Centring takes off what the anchor put in
            RealMatrix model = centred(inverse);
            RealMatrix sandwich = penalised() ? model : model.multiply(meat(at)).multiply(model);
            double[] told = at.clone();
            for (int i = 0; i < size; i++) {
                told[i] -= mean;
            }
            return new Strengths<>(table.candidates(), told, model, sandwich, orderEffect, separation, counts());
        }

        private double[] maximum() {
            double[] at = new double[parameters];
            double value = logLikelihood(at);
            for (int step = 0; step < MOST_STEPS; step++) {
                RealVector move = new CholeskyDecomposition(curvature(at), 1e-9, 0)
                        .getSolver()
                        .solve(new ArrayRealVector(gradient(at)));
                double length = 1;
                double[] next = moved(at, move, length);
                double reached = logLikelihood(next);
                while (reached < value - ROUNDING * Math.abs(value) && length > ROUNDING) {
                    length /= 2;
                    next = moved(at, move, length);
                    reached = logLikelihood(next);
                }
                at = next;
                value = reached;
                if (move.getLInfNorm() < ENOUGH) {
                    return at;
                }
            }
            throw new IllegalStateException("The strengths did not settle in " + MOST_STEPS + " steps");
        }

        private double[] moved(double[] at, RealVector move, double length) {
            double[] next = at.clone();
            for (int i = 0; i < parameters; i++) {
                next[i] += length * move.getEntry(i);
            }
            return next;
        }

        private boolean penalised() {
            return separation != Separation.Kind.NONE;
        }

        private double predictor(PairVotes<T> pair, double[] at) {
            return at[table.first(pair)] - at[table.second(pair)] + (orderEffect ? at[size] : 0);
        }

        private double logLikelihood(double[] at) {
            double sum = 0;
            for (PairVotes<T> pair : table.votes()) {
                double x = predictor(pair, at);
                sum += (pair.firstWins() + pair.ties() / 2.0) * logLogistic(x)
                        + (pair.secondWins() + pair.ties() / 2.0) * logLogistic(-x);
            }
            for (int i = 0; penalised() && i < parameters; i++) {
                sum += (logLogistic(at[i]) + logLogistic(-at[i])) / 2;
            }
            return sum;
        }

        private double[] gradient(double[] at) {
            double[] gradient = new double[parameters];
            for (PairVotes<T> pair : table.votes()) {
                double residual = pair.firstWins() + pair.ties() / 2.0 - pair.total() * logistic(predictor(pair, at));
                add(gradient, pair, residual);
            }
            for (int i = 0; penalised() && i < parameters; i++) {
                gradient[i] += 0.5 - logistic(at[i]);
            }
            return gradient;
        }

        private void add(double[] gradient, PairVotes<T> pair, double residual) {
            gradient[table.first(pair)] += residual;
            gradient[table.second(pair)] -= residual;
            if (orderEffect) {
                gradient[size] += residual;
            }
        }

        /** The negative second derivative, with the anchor. */
        private RealMatrix curvature(double[] at) {
            double[][] curvature = new double[parameters][parameters];
            for (PairVotes<T> pair : table.votes()) {
                double p = logistic(predictor(pair, at));
                double weight = pair.total() * p * (1 - p);
                int i = table.first(pair);
                int j = table.second(pair);
                curvature[i][i] += weight;
                curvature[j][j] += weight;
                curvature[i][j] -= weight;
                curvature[j][i] -= weight;
                if (orderEffect) {
                    curvature[size][size] += weight;
                    curvature[i][size] += weight;
                    curvature[size][i] += weight;
                    curvature[j][size] -= weight;
                    curvature[size][j] -= weight;
                }
            }
            for (int i = 0; i < parameters; i++) {
                if (penalised()) {
                    double p = logistic(at[i]);
                    curvature[i][i] += p * (1 - p);
                }
                for (int j = 0; !penalised() && i < size && j < size; j++) {
                    curvature[i][j] += 1.0 / size;
                }
            }
            return MatrixUtils.createRealMatrix(curvature);
        }

        private static RealMatrix inverse(RealMatrix curvature) {
            return new CholeskyDecomposition(curvature, 1e-9, 0).getSolver().getInverse();
        }

        private RealMatrix centred(RealMatrix covariance) {
            RealMatrix centring = MatrixUtils.createRealIdentityMatrix(parameters);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    centring.addToEntry(i, j, -1.0 / size);
                }
            }
            return centring.multiply(covariance).multiply(centring);
        }

        /**
         * The sum over independent units of their scores' outer products: over clusters where they are known, with the usual
         * correction for few of them, G / (G - 1) (Cameron and Miller, "A practitioner's guide to cluster-robust inference", Journal
         * of Human Resources 50, 2015), else over votes.
         */
        private RealMatrix meat(double[] at) {
            double[][] meat = new double[parameters][parameters];
            Map<String, double[]> clusters = new HashMap<>();
            for (PairVotes<T> pair : table.votes()) {
                double p = logistic(predictor(pair, at));
                if (pair.cluster() != null) {
                    double residual = pair.firstWins() + pair.ties() / 2.0 - pair.total() * p;
                    add(clusters.computeIfAbsent(pair.cluster(), name -> new double[parameters]), pair, residual);
                } else {
                    double squares = pair.firstWins() * (1 - p) * (1 - p)
                            + pair.ties() * (0.5 - p) * (0.5 - p)
                            + pair.secondWins() * p * p;
                    double[] direction = new double[parameters];
                    add(direction, pair, 1);
                    addOuter(meat, direction, squares);
                }
            }
            if (clusters.size() > 1) {
                double correction = (double) clusters.size() / (clusters.size() - 1);
                clusters.values().forEach(score -> addOuter(meat, score, correction));
            } else if (clusters.size() == 1) {
                // One user alone says nothing of how users differ; the model's own errors are all there is
                return curvature(at);
            }
            return MatrixUtils.createRealMatrix(meat);
        }

        /** Nobody votes on many candidates, so most of a vector is nothing. */
        private static void addOuter(double[][] sum, double[] vector, double times) {
            int[] present = IntStream.range(0, vector.length)
                    .filter(i -> vector[i] != 0)
                    .toArray();
            for (int i : present) {
                for (int j : present) {
                    sum[i][j] += times * vector[i] * vector[j];
                }
            }
        }

        private long[] counts() {
            long[] counts = new long[size];
            for (PairVotes<T> pair : table.votes()) {
                counts[table.first(pair)] += pair.total();
                counts[table.second(pair)] += pair.total();
            }
            return counts;
        }
    }

    static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** The logarithm of {@link #logistic}, without loss for great negative numbers. */
    static double logLogistic(double x) {
        return x > 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x));
    }
}

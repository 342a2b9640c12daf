package dev.kotae.eval.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * How strongly votes speak for one candidate against another, as an e-process: however often one looks, it ever reaches
 * {@code 1 / alpha} with probability at most {@code alpha} if the candidate is not preferred.
 *
 * <p>Ties say nothing, so only the others count: {@code w1} wins and {@code l1} losses where the candidate was shown first, {@code w2}
 * and {@code l2} where second. "Not preferred" means: with both orders equally often it would win at most half. Let {@code g} be what
 * being first does, in the logistic scale. For a known {@code g}, the likelihood ratio of any greater shares against
 * {@code logistic(g)} where first and {@code logistic(-g)} where second is a non-negative supermartingale under "not preferred", and so is their mean (Robbins, "Statistical methods related to the law of the iterated logarithm", Annals
 * of Mathematical Statistics 41, 1970; Ville's inequality does the rest). Since {@code g} is unknown, the least of these over
 * {@code g} is taken, which is not above the one at the true {@code g}. So the order of showing may be as lopsided as it likes: where it
 * can explain the votes, nothing is claimed.
 *
 * <p>The alternatives are mixed: with weight {@value #BOTH} both shares' log-odds are raised by the same {@code t}, else one of them by
 * {@code 2 t}, which is what can be seen where one order is rare; {@code t} is half-normal with deviation {@value #SPREAD} (60:40 is 0.41,
 * 75:25 is 1.1) on a grid of {@value #POINTS} points. {@code g} is searched from -{@value #FARTHEST} to {@value #FARTHEST} and at both infinities.
 */
final class PreferenceEvidence {

    private static final int POINTS = 24;
    private static final int ALTERNATIVES = 3 * POINTS;
    private static final double LOG_ALTERNATIVES = Math.log(ALTERNATIVES);
    private static final double SPREAD = 0.6;
    private static final double LONGEST = 4;
    private static final double BOTH = 0.8;
    private static final double FARTHEST = 6;
    private static final double STEP = 0.25;
    private static final double ENOUGH = 1e-3;

    /** By how much an alternative raises the log-odds where first, where second, and the logarithm of its weight. */
    private static final double[] FIRST = new double[ALTERNATIVES];

    private static final double[] SECOND = new double[ALTERNATIVES];
    private static final double[] LOG_WEIGHTS = new double[ALTERNATIVES];
    private static final List<Odds> GRID = new ArrayList<>();

    static {
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            // Finer where small, for which most votes are needed
            double fraction = (i + 0.5) / POINTS;
            double effect = LONGEST * fraction * fraction;
            double weight = fraction * Math.exp(-effect * effect / (2 * SPREAD * SPREAD));
            sum += weight;
            put(i, effect, effect, weight * BOTH);
            put(i + POINTS, 2 * effect, 0, weight * (1 - BOTH) / 2);
            put(i + 2 * POINTS, 0, 2 * effect, weight * (1 - BOTH) / 2);
        }
        for (int i = 0; i < ALTERNATIVES; i++) {
            LOG_WEIGHTS[i] -= Math.log(sum);
        }
        for (double order = -FARTHEST; order <= FARTHEST; order += STEP) {
            GRID.add(new Odds(order));
        }
    }

    private static final Odds WITHOUT_ORDER = new Odds(0);

    private PreferenceEvidence() {}

    /**
     * The logarithm of the e-process; counts may be fractions, as they are where further votes are only supposed.
     *
     * @param w1 wins where shown first
     * @param l1 losses where shown first
     * @param w2 wins where shown second
     * @param l2 losses where shown second
     */
    static double log(double w1, double l1, double w2, double l2) {
        if (w1 + l1 + w2 + l2 == 0) {
            return 0;
        }
        double best = 0;
        double least = Math.min(againstOrder(l1, w2, FIRST, SECOND), againstOrder(l2, w1, SECOND, FIRST));
        double leastOfGrid = Double.POSITIVE_INFINITY;
        for (Odds odds : GRID) {
            double value = odds.log(w1, l1, w2, l2);
            if (value < leastOfGrid) {
                leastOfGrid = value;
                best = odds.order;
            }
        }
        return Math.min(least, golden(best - STEP, best + STEP, w1, l1, w2, l2));
    }

    /** What it would be if the order of showing did nothing: never below {@link #log}, and quicker. */
    static double atMost(double w1, double l1, double w2, double l2) {
        return WITHOUT_ORDER.log(w1, l1, w2, l2);
    }

    private static double golden(double from, double to, double w1, double l1, double w2, double l2) {
        double ratio = (Math.sqrt(5) - 1) / 2;
        double low = from;
        double high = to;
        double left = high - ratio * (high - low);
        double right = low + ratio * (high - low);
        double atLeft = new Odds(left).log(w1, l1, w2, l2);
        double atRight = new Odds(right).log(w1, l1, w2, l2);
        double least = Math.min(atLeft, atRight);
        while (high - low > ENOUGH) {
            if (atLeft < atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - ratio * (high - low);
                atLeft = new Odds(left).log(w1, l1, w2, l2);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + ratio * (high - low);
                atRight = new Odds(right).log(w1, l1, w2, l2);
            }
            least = Math.min(least, Math.min(atLeft, atRight));
        }
        return least;
    }

    /** What the mixture comes to as the order effect grows without end: votes that go with the order say nothing any more. */
    private static double againstOrder(double lost, double won, double[] whereLost, double[] whereWon) {
        double[] logs = new double[ALTERNATIVES];
        for (int i = 0; i < ALTERNATIVES; i++) {
            logs[i] = LOG_WEIGHTS[i] + won * whereWon[i] - lost * whereLost[i];
        }
        return ConfidenceSequence.logMean(logs, 1) + LOG_ALTERNATIVES;
    }

    private static void put(int i, double first, double second, double weight) {
        FIRST[i] = first;
        SECOND[i] = second;
        LOG_WEIGHTS[i] = Math.log(weight);
    }

    /** The logarithms of the likelihood ratios of one vote of each kind, for one order effect and every alternative. */
    private static final class Odds {

        private final double order;
        private final double[] winFirst = new double[ALTERNATIVES];
        private final double[] loseFirst = new double[ALTERNATIVES];
        private final double[] winSecond = new double[ALTERNATIVES];
        private final double[] loseSecond = new double[ALTERNATIVES];

        Odds(double order) {
            this.order = order;
            double with = BradleyTerry.logLogistic(order);
            double against = BradleyTerry.logLogistic(-order);
            for (int i = 0; i < ALTERNATIVES; i++) {
                winFirst[i] = BradleyTerry.logLogistic(order + FIRST[i]) - with;
                loseFirst[i] = BradleyTerry.logLogistic(-order - FIRST[i]) - against;
                winSecond[i] = BradleyTerry.logLogistic(-order + SECOND[i]) - against;
                loseSecond[i] = BradleyTerry.logLogistic(order - SECOND[i]) - with;
            }
        }

        /** The logarithm of the mixture. */
        double log(double w1, double l1, double w2, double l2) {
            double[] logs = new double[ALTERNATIVES];
            for (int i = 0; i < ALTERNATIVES; i++) {
                logs[i] =
                        LOG_WEIGHTS[i] + w1 * winFirst[i] + l1 * loseFirst[i] + w2 * winSecond[i] + l2 * loseSecond[i];
            }
            return ConfidenceSequence.logMean(logs, 1) + LOG_ALTERNATIVES;
        }
    }
}

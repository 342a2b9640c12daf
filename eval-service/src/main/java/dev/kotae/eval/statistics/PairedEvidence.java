package dev.kotae.eval.statistics;

/**
 * How strongly paired ratings speak for one candidate against another, as an e-process: the differences of stars are bets at even
 * odds. With {@code d = (mine - theirs) / 4} and fixed bets {@code c}, the capital {@code prod (1 + c d)} is a non-negative
 * supermartingale if the mean of {@code d} is not above 0, and so is the mean over bets (see {@link ConfidenceSequence}). What the
 * question and the user do to both ratings alike falls out.
 */
final class PairedEvidence {

    private static final int BETS = 20;
    private static final double BOLDEST = 0.99;
    private static final double STEP = 1.5;
    private static final int RANGE = StarCounts.MOST - StarCounts.FEWEST;

    private PairedEvidence() {}

    /**
     * The logarithm of the e-process.
     *
     * @param differences how often each difference occurred, from -4 to 4
     * @param factor so many times as many are supposed
     */
    static double log(double[] differences, double factor) {
        double[] logs = new double[BETS];
        double bet = BOLDEST;
        for (int j = 0; j < BETS; j++, bet /= STEP) {
            for (int i = 0; i < differences.length; i++) {
                if (differences[i] > 0) {
                    logs[j] += differences[i] * Math.log1p(bet * (i - RANGE) / RANGE);
                }
            }
        }
        return ConfidenceSequence.logMean(logs, factor);
    }
}

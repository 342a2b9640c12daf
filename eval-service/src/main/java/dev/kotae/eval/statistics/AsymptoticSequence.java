package dev.kotae.eval.statistics;

/**
 * Intervals of an estimate with a standard error that stay right however often one looks, once there are enough observations for the
 * error to be one: the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit
 * theory and asymptotic confidence sequences", Annals of Statistics 52(6), 2024, equation 6: with n observations the interval
 * reaches {@code SE * sqrt(2 (n r + 1) / (n r) * log(sqrt(n r + 1) / alpha))} to both sides, where {@code r} is chosen so that it is
 * narrowest at {@value #NARROWEST_AT} observations.
 */
final class AsymptoticSequence {

    private static final double NARROWEST_AT = 200;

    private AsymptoticSequence() {}

    /**
     * How many standard errors the interval reaches to each side.
     *
     * @param observations at least 1
     * @param alpha the probability of ever being wrong
     */
    static double factor(long observations, double alpha) {
        double logs = -2 * Math.log(alpha);
        double scaled = observations * (logs + Math.log(logs + 1)) / NARROWEST_AT;
        return Math.sqrt(2 * (scaled + 1) / scaled * Math.log(Math.sqrt(scaled + 1) / alpha));
    }
}

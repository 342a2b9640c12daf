package dev.kotae.eval.statistics;

/**
 * A share with its interval: Wilson's score interval (Journal of the American Statistical Association 22, 1927), which stays between
 * 0 and 1 and keeps its level for rare events too (Brown, Cai and DasGupta, Statistical Science 16, 2001). For one look, not for
 * every.
 *
 * @param count how many of them
 * @param total of how many, at least 1
 * @param share {@code count / total}
 * @param low the interval's lower end
 * @param high its upper end
 */
public record Rate(long count, long total, double share, double low, double high) {

    /**
     * The rate.
     *
     * @param count 0 to {@code total}
     * @param total at least 1
     * @param alpha one minus the level, between 0 and 1
     * @throws IllegalArgumentException if they are not so
     */
    public static Rate of(long count, long total, double alpha) {
        if (count < 0 || count > total || total < 1) {
            throw new IllegalArgumentException("There is no rate of " + count + " in " + total);
        }
        // The library's own takes whole numbers below 2^31 only
        double z = Normal.quantile(1 - alpha / 2);
        double share = (double) count / total;
        double widened = 1 + z * z / total;
        double centre = (share + z * z / (2 * total)) / widened;
        double reach = z / widened * Math.sqrt(share * (1 - share) / total + z * z / (4.0 * total * total));
        return new Rate(
                count,
                total,
                share,
                count == 0 ? 0 : Math.max(0, centre - reach),
                count == total ? 1 : Math.min(1, centre + reach));
    }
}

package dev.kotae.eval.statistics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * How far two judges agree beyond chance on what is one of a few categories: Cohen, <em>A Coefficient of Agreement for Nominal Scales</em>
 * (Educational and Psychological Measurement 20, 1960). Its standard error is that of the delta method (Fleiss, Cohen and Everitt,
 * Psychological Bulletin 72, 1969), summed over clusters of cases that belong together, with the correction G/(G - 1); where every case is
 * a cluster of its own it is theirs times the root of that. The interval takes Student's t of G - 1 degrees of freedom and is for one look.
 *
 * @param kappa at most 1; 0 where they agree as often as chance would have it
 * @param observed the share of cases on which they agree
 * @param expected the share on which they would by chance
 * @param standardError of kappa; NaN with fewer than two clusters
 * @param low the interval's lower end, at least -1
 * @param high its upper end, at most 1
 * @param cases how many
 * @param clusters how many
 */
public record Kappa(
        double kappa,
        double observed,
        double expected,
        double standardError,
        double low,
        double high,
        long cases,
        int clusters) {

    /**
     * A case that both judged.
     *
     * @param cluster what it belongs to
     * @param one the one's category, from 0 on
     * @param other the other's category
     */
    public record Case(int cluster, int one, int other) {}

    /**
     * Computes it.
     *
     * @param categories how many there are
     * @param alpha one minus the interval's level, between 0 and 1
     * @return empty where it is not defined: without cases, or where both always say the same one thing
     */
    public static Optional<Kappa> of(Collection<Case> cases, int categories, double alpha) {
        double n = cases.size();
        long[] ones = new long[categories];
        long[] others = new long[categories];
        for (Case each : cases) {
            ones[each.one]++;
            others[each.other]++;
        }
        double observed = cases.stream().filter(each -> each.one == each.other).count() / n;
        // Whole numbers until the end: agreement by chance alone is 0, and not a rounding error below it
        long byChance = 0;
        for (int category = 0; category < categories; category++) {
            byChance += ones[category] * others[category];
        }
        double expected = byChance / (n * n);
        double room = 1 - expected;
        if (cases.isEmpty() || room < 1e-12) {
            return Optional.empty();
        }
        Map<Integer, Double> sums = new HashMap<>();
        for (Case each : cases) {
            double ofObserved = (each.one == each.other ? 1 : 0) - observed;
            double ofExpected = (others[each.one] + ones[each.other]) / n - 2 * expected;
            double influence = ofObserved / room - (1 - observed) / (room * room) * ofExpected;
            sums.merge(each.cluster, influence / n, Double::sum);
        }
        double kappa = (observed - expected) / room;
        int clusters = sums.size();
        if (clusters < 2) {
            return Optional.of(new Kappa(kappa, observed, expected, Double.NaN, -1, 1, cases.size(), clusters));
        }
        double squares = sums.values().stream().mapToDouble(sum -> sum * sum).sum();
        double error = Math.sqrt(squares * clusters / (clusters - 1));
        double reach = error * new TDistribution(clusters - 1).inverseCumulativeProbability(1 - alpha / 2);
        return Optional.of(new Kappa(
                kappa,
                observed,
                expected,
                error,
                Math.max(-1, kappa - reach),
                Math.min(1, kappa + reach),
                cases.size(),
                clusters));
    }
}

package dev.kotae.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kotae.eval.statistics.Kappa.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KappaTest {

    private static final double ALPHA = 0.05;

    /** Printed by R's vcd 1.4: {@code Kappa(SexualFun)} (Hout, Duncan and Sobel 1987). */
    @Test
    void itEqualsWhatVcdPrints() {
        equal(new int[][] {{7, 7, 2, 3}, {2, 8, 3, 7}, {1, 5, 4, 9}, {2, 8, 9, 14}}, 0.1293, 0.0686);
    }

    /** Printed by SAS's PROC FREQ; statsmodels' tests cite both. */
    @Test
    void itEqualsWhatSasPrints() {
        equal(new int[][] {{0, 4, 1}, {0, 8, 0}, {0, 1, 5}}, 0.4842, 0.1380);
        equal(new int[][] {{0, 0, 0}, {5, 16, 3}, {8, 12, 28}}, 0.3333, 0.0814);
    }

    @Test
    void itIsNotDefinedWhereBothAlwaysSayTheSame() {
        assertThat(Kappa.of(List.of(), 3, ALPHA)).isEmpty();
        assertThat(Kappa.of(cases(new int[][] {{9, 0}, {0, 0}}), 2, ALPHA)).isEmpty();
    }

    @Test
    void casesOfOneClusterAreNotManyClusters() {
        List<Case> apart = cases(new int[][] {{30, 5, 5}, {5, 20, 5}, {5, 5, 20}});
        List<Case> tenfold = new ArrayList<>();
        apart.forEach(one -> {
            for (int i = 0; i < 10; i++) {
                tenfold.add(one);
            }
        });
        Kappa few = Kappa.of(apart, 3, ALPHA).orElseThrow();
        Kappa many = Kappa.of(tenfold, 3, ALPHA).orElseThrow();
        assertThat(many.kappa()).isCloseTo(few.kappa(), within(1e-12));
        assertThat(many.standardError()).isCloseTo(few.standardError(), within(1e-12));
        assertThat(many.clusters()).isEqualTo(100);
        Kappa single = Kappa.of(List.of(new Case(1, 0, 0), new Case(1, 1, 0)), 3, ALPHA)
                .orElseThrow();
        assertThat(single.low()).isEqualTo(-1);
        assertThat(single.high()).isEqualTo(1);
    }

    /** 2,000 draws of 100 cases from 20 clusters of five alike ones, at a true kappa of 0.7. */
    @Test
    void theIntervalHoldsTheTruthAsOftenAsItSays() {
        Random random = new Random(7);
        int held = 0;
        int runs = 2000;
        for (int run = 0; run < runs; run++) {
            List<Case> cases = new ArrayList<>();
            for (int cluster = 0; cluster < 20; cluster++) {
                boolean alike = random.nextDouble() < 0.5;
                boolean agree = random.nextDouble() < 0.7;
                for (int i = 0; i < 5; i++) {
                    int one = random.nextInt(3);
                    boolean agrees = alike ? agree : random.nextDouble() < 0.7;
                    cases.add(new Case(cluster, one, agrees ? one : random.nextInt(3)));
                }
            }
            Kappa kappa = Kappa.of(cases, 3, ALPHA).orElseThrow();
            held += kappa.low() <= 0.7 && 0.7 <= kappa.high() ? 1 : 0;
        }
        assertThat(held / (double) runs).isBetween(0.92, 0.98);
    }

    private static void equal(int[][] table, double kappa, double error) {
        Kappa found = Kappa.of(cases(table), table.length, ALPHA).orElseThrow();
        double n = found.cases();
        assertThat(found.kappa()).isCloseTo(kappa, within(5e-5));
        assertThat(found.standardError() * Math.sqrt((n - 1) / n)).isCloseTo(error, within(5e-5));
    }

    /** Each a cluster of its own. */
    private static List<Case> cases(int[][] table) {
        List<Case> cases = new ArrayList<>();
        for (int one = 0; one < table.length; one++) {
            for (int other = 0; other < table.length; other++) {
                for (int i = 0; i < table[one][other]; i++) {
                    cases.add(new Case(cases.size(), one, other));
                }
            }
        }
        return cases;
    }
}

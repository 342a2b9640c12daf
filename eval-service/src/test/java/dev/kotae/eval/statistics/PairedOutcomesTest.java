package dev.kotae.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedOutcomesTest {

    private static final double ALPHA = 0.05;

    @Test
    void theDifferenceIsThatOfTheSharesAndLiesInItsInterval() {
        PairedOutcomes outcomes = new PairedOutcomes(30, 150, 20);
        assertThat(outcomes.difference()).isCloseTo(0.05, within(1e-12));
        Interval interval = outcomes.interval(ALPHA);
        assertThat(interval.low()).isBetween(-0.1, 0.05);
        assertThat(interval.high()).isBetween(0.05, 0.2);
        assertThat(new PairedOutcomes(0, 0, 0).interval(ALPHA)).isEqualTo(new Interval(-1, 1));
    }

    @Test
    void whatBothHaveInCommonMakesItNarrow() {
        Interval often = new PairedOutcomes(100, 0, 100).interval(ALPHA);
        Interval seldom = new PairedOutcomes(5, 190, 5).interval(ALPHA);
        assertThat(seldom.high() - seldom.low()).isLessThan((often.high() - often.low()) / 2);
    }

    @Test
    void aFewQuestionsDecideNothingAndItIsToldAboutHowManyMoreDo() {
        PairedOutcomes few = new PairedOutcomes(0, 20, 0);
        assertThat(few.notWorseBy(0.1, ALPHA)).isFalse();
        assertThat(few.worseBy(0.1, ALPHA)).isFalse();
        long further = few.furtherUntilNotWorseBy(0.1, ALPHA).orElseThrow();
        assertThat(new PairedOutcomes(0, 20 + further, 0).notWorseBy(0.1, ALPHA))
                .isTrue();
        assertThat(new PairedOutcomes(0, 20 + further / 2, 0).notWorseBy(0.1, ALPHA))
                .isFalse();
        assertThat(new PairedOutcomes(0, 80, 20).furtherUntilNotWorseBy(0.1, ALPHA))
                .isEmpty();
        assertThat(new PairedOutcomes(0, 40, 60).worseBy(0.1, ALPHA)).isTrue();
    }

    @Test
    void oneThatIsWorseByTheMarginIsSeldomTakenForGoodHoweverOftenOneLooks() {
        Random chance = new Random(5);
        int runs = 400;
        int taken = 0;
        for (int run = 0; run < runs; run++) {
            long[] counts = new long[3];
            boolean ever = false;
            for (int asked = 1; asked <= 300 && !ever; asked++) {
                double luck = chance.nextDouble();
                counts[luck < 0.1 ? 0 : luck < 0.3 ? 2 : 1]++; // better 0.1, worse 0.2
                ever = asked % 5 == 0 && new PairedOutcomes(counts[0], counts[1], counts[2]).notWorseBy(0.1, ALPHA);
            }
            taken += ever ? 1 : 0;
        }
        assertThat(taken).isLessThanOrEqualTo((int) (ALPHA * runs));
    }
}

package dev.kotae.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceSequenceTest {

    @ParameterizedTest
    @CsvSource({
        // Computed apart from this code, multiplying capitals out in Python
        "0, 0, 0, 0, 5, 0.05, 2.1182007, 5.0",
        "1, 0, 0, 0, 0, 0.05, 1.0, 4.9848315",
        "2, 3, 10, 40, 45, 0.05, 3.8332669, 4.4975421",
        "100, 0, 0, 0, 100, 0.05, 2.5185889, 3.4814110",
        "20, 30, 100, 400, 450, 0.01, 4.1111730, 4.3350839"
    })
    void agreesWithValuesComputedElsewhere(
            long one, long two, long three, long four, long five, double alpha, double low, double high) {
        Interval interval = ConfidenceSequence.of(StarCounts.of(one, two, three, four, five), alpha);
        assertThat(interval.low()).isCloseTo(low, within(1e-5));
        assertThat(interval.high()).isCloseTo(high, within(1e-5));
    }

    @Test
    void withoutRatingsTheMeanCanBeAnything() {
        assertThat(ConfidenceSequence.of(StarCounts.NONE, 0.05)).isEqualTo(new Interval(1, 5));
    }

    @Test
    void holdsTheMeanOfItsRatingsAndNarrowsWithTheirNumber() {
        double width = 4;
        for (long factor = 1; factor <= 1_000_000; factor *= 10) {
            StarCounts stars = StarCounts.of(factor, 2 * factor, 3 * factor, 8 * factor, 6 * factor);
            Interval interval = ConfidenceSequence.of(stars, 0.05);
            assertThat(interval.contains(stars.mean())).isTrue();
            assertThat(interval.high() - interval.low()).isLessThan(width);
            width = interval.high() - interval.low();
        }
        assertThat(width).isLessThan(0.01);
    }

    @Test
    void someoneWhoLooksAfterEveryRatingSeesTheTrueMeanOutsideInAtMostFivePercentOfRuns() {
        // Given a few shapes of opinion, some of them extreme
        double[][] shapes = {
            {0.2, 0.2, 0.2, 0.2, 0.2}, {0.5, 0, 0, 0, 0.5}, {0.01, 0.01, 0.03, 0.25, 0.7}, {0.97, 0, 0, 0, 0.03}
        };
        Random random = new Random(2024);
        for (double[] shape : shapes) {
            double mean = 0;
            for (int i = 0; i < 5; i++) {
                mean += shape[i] * i / 4;
            }
            int wrong = 0;
            int runs = 400;
            // When each run is looked at 250 times
            for (int run = 0; run < runs; run++) {
                wrong += everOutside(shape, mean, random, 250) ? 1 : 0;
            }
            // Then
            assertThat((double) wrong / runs).isLessThanOrEqualTo(0.05);
        }
    }

    @Test
    void aLevelOutsideZeroToOneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ConfidenceSequence.of(StarCounts.NONE, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ConfidenceSequence.of(StarCounts.NONE, Double.NaN));
    }

    /** The true mean is outside exactly when one of the two capitals against it has crossed the threshold. */
    private static boolean everOutside(double[] shape, double mean, Random random, int ratings) {
        double[] counts = new double[5];
        double[] reversed = new double[5];
        double threshold = Math.log(2 / 0.05);
        for (int n = 0; n < ratings; n++) {
            int star = draw(shape, random);
            counts[star]++;
            reversed[4 - star]++;
            if (ConfidenceSequence.logCapital(counts, mean) >= threshold
                    || ConfidenceSequence.logCapital(reversed, 1 - mean) >= threshold) {
                return true;
            }
        }
        return false;
    }

    private static int draw(double[] shape, Random random) {
        double left = random.nextDouble();
        for (int i = 0; i < 4; i++) {
            left -= shape[i];
            if (left < 0) {
                return i;
            }
        }
        return 4;
    }
}

package dev.kotae.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {

    @ParameterizedTest
    @CsvSource({"81,263", "1,30", "500,1000"})
    void equalsTheLibrarysWilsonIntervalWhereThatCanCount(int count, int total) {
        Rate rate = Rate.of(count, total, 0.05);
        ConfidenceInterval library = BinomialProportion.getWilsonScoreInterval(total, (double) count / total, 0.95);
        assertThat(rate.low()).isCloseTo(library.getLowerBound(), within(1e-9));
        assertThat(rate.high()).isCloseTo(library.getUpperBound(), within(1e-9));
    }

    @Test
    void neverLeavesZeroToOneAndCountsBeyondTwoBillion() {
        assertThat(Rate.of(0, 20, 0.05).low()).isZero();
        assertThat(Rate.of(0, 20, 0.05).high()).isBetween(0.1, 0.2);
        assertThat(Rate.of(20, 20, 0.05).high()).isEqualTo(1);
        assertThat(Rate.of(4_000_000_000L, 8_000_000_000L, 0.05).high()).isBetween(0.5, 0.50002);
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.of(2, 1, 0.05));
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.of(0, 0, 0.05));
    }

    @Test
    void aPercentilesIntervalIsBetweenTheRanksOfTheBinomialDistribution() {
        // Given 100 durations of 1 to 100 s: the median lies between the 40th and the 61st with 95 % (David and
        // Nagaraja)
        Map<Integer, Long> counts = new HashMap<>();
        for (int second = 1; second <= 100; second++) {
            counts.merge(LatencySketch.bucket(second * 1000), 1L, Long::sum);
        }
        QuantileInterval median = QuantileInterval.of(LatencyCounts.of(counts), 0.5, 0.05);
        assertThat(median.low()).isCloseTo(40_000, within(400.0));
        assertThat(median.high()).isCloseTo(61_000, within(610.0));
        // And of so few nobody knows an upper end of the 99th percentile
        assertThat(QuantileInterval.of(LatencyCounts.of(counts), 0.99, 0.05).high())
                .isNull();
        assertThat(QuantileInterval.of(LatencyCounts.NONE, 0.5, 0.05)).isEqualTo(new QuantileInterval(null, null));
    }
}

package dev.kotae.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.kotae.eval.statistics.LatencySketch.Percentiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencySketchTest {

    @Test
    void percentilesOfThreeMergedPartsAreWithinOnePercentOfTheExactOnes() {
        // Given durations from a fraction of a millisecond to minutes, counted in three places
        Random random = new Random(7);
        List<Double> exact = new ArrayList<>();
        List<Map<Integer, Long>> parts = List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (int i = 0; i < 30_000; i++) {
            double millis = Math.exp(random.nextGaussian() * 2 + 5);
            exact.add(millis);
            parts.get(i % 3).merge(LatencySketch.bucket(millis), 1L, Long::sum);
        }
        // When
        Map<Integer, Long> merged = new HashMap<>();
        parts.forEach(part -> part.forEach((bucket, count) -> merged.merge(bucket, count, Long::sum)));
        Percentiles percentiles = LatencySketch.percentiles(merged).orElseThrow();
        // Then
        Collections.sort(exact);
        assertThat(percentiles.p50()).isCloseTo(rank(exact, 0.5), withPercentage(1));
        assertThat(percentiles.p95()).isCloseTo(rank(exact, 0.95), withPercentage(1));
        assertThat(percentiles.p99()).isCloseTo(rank(exact, 0.99), withPercentage(1));
    }

    @Test
    void everyDurationIsWithinOnePercentOfItsBucket() {
        for (double millis = 0.001; millis < 86_400_000; millis *= 1.0071) {
            double read = LatencySketch.percentiles(Map.of(LatencySketch.bucket(millis), 1L))
                    .orElseThrow()
                    .p50();
            assertThat(read).isCloseTo(millis, withPercentage(1.000001));
        }
    }

    @Test
    void noDurationIsTheShortestThatIsTold() {
        assertThat(LatencySketch.bucket(0)).isEqualTo(LatencySketch.bucket(0.001));
    }

    @Test
    void nothingCountedHasNoPercentiles() {
        assertThat(LatencySketch.percentiles(Map.of())).isEmpty();
    }

    private static double rank(List<Double> sorted, double quantile) {
        return sorted.get((int) (quantile * (sorted.size() - 1)));
    }
}

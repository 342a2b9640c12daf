package dev.kotae.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void theMedianIsTheMiddleOrTheMeanOfBothMiddles() {
        assertThat(Samples.of(9, 1, 5).median().value()).isEqualTo(5);
        assertThat(Samples.of(9, 1, 5, 7).median().value()).isEqualTo(6);
    }

    @Test
    void aQuantileIsAValueThatWasMeasured() {
        // Given
        Samples hundred =
                Samples.of(IntStream.rangeClosed(1, 100).asDoubleStream().toArray());

        // Then
        assertThat(hundred.quantile(0.5).value()).isEqualTo(50);
        assertThat(hundred.quantile(0.99).value()).isEqualTo(99);
        assertThat(hundred.quantile(0.991).value()).isEqualTo(100);
        assertThat(hundred.quantile(1).value()).isEqualTo(100);
        assertThat(Samples.of(3).quantile(0.01).value()).isEqualTo(3);
    }

    @Test
    void equalValuesHaveAnIntervalOfNoWidth() {
        assertThat(Samples.of(4, 4, 4, 4).mean()).isEqualTo(new Interval(4, 4, 4));
    }

    @Test
    void theSameValuesInAnyOrderGiveTheSameInterval() {
        assertThat(Samples.of(1, 2, 3, 7, 9).median())
                .isEqualTo(Samples.of(9, 7, 3, 2, 1).median());
    }

    @Test
    void theIntervalOfAMedianHoldsTheTrueOneAboutNineteenTimesOfTwenty() {
        // Given
        Random random = new Random(7);
        int runs = 400;

        // When
        long held = IntStream.range(0, runs)
                .mapToObj(run -> Samples.of(
                                random.doubles(41, 0, 1).map(Math::sqrt).toArray())
                        .median())
                .filter(interval -> interval.low() <= Math.sqrt(0.5) && interval.high() >= Math.sqrt(0.5))
                .count();

        // Then: four standard errors around the nominal share
        assertThat((double) held / runs).isBetween(0.90, 0.99);
    }

    @Test
    void nothingMeasuredIsAnError() {
        assertThatThrownBy(Samples::of).isInstanceOf(IllegalArgumentException.class);
    }
}

package dev.kotae.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    @Test
    void workThatIsSlowToEndDelaysNoOtherStart() {
        // When all end together, as the last is started
        CompletableFuture<Long> end = new CompletableFuture<>();
        List<Double> latencies = OpenLoop.run(5, Duration.ofMillis(10), i -> {
            if (i == 4) {
                end.complete(System.nanoTime());
            }
            return end;
        });

        // Then each has waited for as long as the starts after it take
        assertThat(latencies).hasSize(5);
        for (int i = 1; i < 5; i++) {
            assertThat(latencies.get(i - 1) - latencies.get(i)).isBetween(9.999, 10.001);
        }
    }

    @Test
    void aLateStartCountsAsWaiting() {
        // When a start blocks what should start meanwhile
        List<Double> latencies = OpenLoop.run(4, Duration.ofMillis(5), i -> {
            if (i == 0) {
                try {
                    TimeUnit.MILLISECONDS.sleep(15);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return CompletableFuture.completedFuture(System.nanoTime());
        });

        // Then
        assertThat(latencies.get(1)).isGreaterThanOrEqualTo(10);
        assertThat(latencies.get(2)).isGreaterThanOrEqualTo(5);
    }
}

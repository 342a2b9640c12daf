package dev.kotae.query.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestRatesTest {

    private long now;
    private final RequestRates rates = new RequestRates(new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void aMinutesRequestsMayComeAtOnceAndThenTheyComeBackOneByOne() {
        for (int i = 0; i < 6; i++) {
            assertThat(rates.count("a", 6).within()).isTrue();
        }

        RequestRates.Rate over = rates.count("a", 6);
        assertThat(over.within()).isFalse();
        assertThat(over.remaining()).isZero();
        assertThat(over.retrySeconds()).isEqualTo(10);
        assertThat(over.resetSeconds()).isEqualTo(60);
        assertThat(rates.count("b", 6).within()).isTrue();

        now += Duration.ofSeconds(10).toNanos();
        assertThat(rates.count("a", 6).within()).isTrue();
        assertThat(rates.count("a", 6).within()).isFalse();
    }

    @Test
    void askersWhoCameOnceAreForgotten() {
        for (int i = 0; i < 10_001; i++) {
            rates.count("asker " + i, 6);
        }
        now += Duration.ofMinutes(1).toNanos();

        assertThat(rates.count("one more", 6).remaining()).isEqualTo(5);
        assertThat(rates.known()).isEqualTo(1);
    }
}

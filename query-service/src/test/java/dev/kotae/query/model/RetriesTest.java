package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {

    private static final Duration ENOUGH = Duration.ofSeconds(30);
    private final Retries retries = new Retries(4, () -> 0.5);

    @Test
    void thePauseDoublesAndHalfOfItIsChance() {
        RefusedException busy = new RefusedException(503, null);

        assertThat(retries.pause(busy, 1, ENOUGH)).contains(Duration.ofMillis(150));
        assertThat(retries.pause(busy, 2, ENOUGH)).contains(Duration.ofMillis(300));
        assertThat(new Retries(4, () -> 0).pause(busy, 3, ENOUGH)).contains(Duration.ofMillis(400));
        assertThat(retries.pause(busy, 4, ENOUGH)).isEmpty();
    }

    @Test
    void theServersOwnWishIsHonouredWhereThereIsTime() {
        RefusedException busy = new RefusedException(429, Duration.ofSeconds(7));

        assertThat(retries.pause(busy, 1, ENOUGH)).contains(Duration.ofSeconds(7));
        assertThat(retries.pause(busy, 1, Duration.ofSeconds(6))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413, 422, 501})
    void whatWillNotPassIsNotTriedAgain(int status) {
        assertThat(retries.pause(new RefusedException(status, null), 1, ENOUGH)).isEmpty();
        assertThat(retries.pause(new StrangeAnswerException("html"), 1, ENOUGH)).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() {
        assertThat(retries.pause(new IOException("refused"), 1, ENOUGH)).isPresent();
        assertThat(retries.pause(new HttpClosedException("Connection was closed"), 1, ENOUGH))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "0; 0",
                "120; 120",
                "Thu, 01 Jan 2026 00:00:30 GMT; 30",
                "Wed, 01 Jan 2020 00:00:00 GMT; 0",
                "soon; ",
                "-5; ",
                "99999999999999; "
            },
            delimiter = ';')
    void retryAfterIsSecondsOrADate(String header, Long seconds) {
        Duration parsed = RefusedException.parse(header, Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(parsed).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }
}

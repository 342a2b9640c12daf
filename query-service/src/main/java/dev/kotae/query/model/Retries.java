package dev.kotae.query.model;

import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When a call is made again: its server was busy or away, nothing was said yet, and there is time. The pause doubles from 200 ms, half of
 * it chance (so that calls that failed together do not come back together), or is what the server asked for.
 *
 * @param attempts how many calls there are at most, the first included
 * @param chance evenly spread over [0, 1[
 */
record Retries(int attempts, DoubleSupplier chance) {

    private static final long FIRST_MILLIS = 200;
    private static final int MOST_DOUBLINGS = 6;

    /**
     * How long to wait until the next call.
     *
     * @param failure why the last one failed
     * @param made how many were made
     * @param left how much time there is
     * @return empty: it is not made again
     */
    Optional<Duration> pause(Throwable failure, int made, Duration left) {
        if (made >= attempts || !isPassing(failure)) {
            return Optional.empty();
        }
        double most = FIRST_MILLIS << Math.min(made - 1, MOST_DOUBLINGS);
        Duration own = Duration.ofMillis(Math.round(most / 2 * (1 + chance.getAsDouble())));
        Duration wanted = failure instanceof RefusedException refused
                ? refused.retryAfter().orElse(own)
                : own;
        Duration pause = wanted.compareTo(own) > 0 ? wanted : own;
        return pause.compareTo(left) < 0 ? Optional.of(pause) : Optional.empty();
    }

    private static boolean isPassing(Throwable failure) {
        return failure instanceof RefusedException refused
                ? refused.isPassing()
                // A kept connection that the server closes while the call is on its way
                : failure instanceof IOException || failure instanceof HttpClosedException;
    }
}

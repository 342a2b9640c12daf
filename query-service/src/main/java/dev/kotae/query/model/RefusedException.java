package dev.kotae.query.model;

import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A server answered with a status other than 200. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Duration retryAfter;

    RefusedException(int status, Duration retryAfter) {
        super("Status " + status);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    static RefusedException of(HttpClientResponse response) {
        return new RefusedException(response.statusCode(), parse(response.getHeader("Retry-After"), Instant.now()));
    }

    int status() {
        return status;
    }

    /** How long the server wants to be left alone, where it says so. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the same call may well succeed in a moment. */
    boolean isPassing() {
        return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
    }

    /** Whether it was this call that was wrong, and not the server. */
    boolean isOfTheCall() {
        return status == 400 || status == 413 || status == 422;
    }

    /** RFC 9110, 10.2.3: seconds, or a date. */
    static Duration parse(String header, Instant now) {
        if (header == null) {
            return null;
        }
        try {
            if (header.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(header));
            }
            Instant date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return date.isBefore(now) ? Duration.ZERO : Duration.between(now, date);
        } catch (DateTimeParseException notADate) {
            return null;
        }
    }
}

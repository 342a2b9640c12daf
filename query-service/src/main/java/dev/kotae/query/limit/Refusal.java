package dev.kotae.query.limit;

import java.util.Locale;

/**
 * Why a request is not served now.
 *
 * @param limit the limit that was reached
 * @param retryAfterSeconds when it is worth asking again, at least 1
 */
public record Refusal(Limit limit, long retryAfterSeconds) {

    /** The limits. */
    public enum Limit {
        /** Requests a minute. */
        RATE_LIMITED("You ask too often; slow down and ask again after Retry-After"),
        /** Requests at the same time. */
        TOO_MANY_AT_ONCE("You have too many questions open; wait for one of them to end"),
        /** Tokens a day. */
        BUDGET_SPENT("Your tokens for today are spent; they are filled up at midnight UTC");

        private final String detail;

        Limit(String detail) {
            this.detail = detail;
        }
    }

    /** The stable code: {@code rate-limited}, {@code too-many-at-once}, {@code budget-spent}. */
    public String code() {
        return limit.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the asker is told. */
    public String detail() {
        return limit.detail;
    }
}

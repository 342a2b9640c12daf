package dev.kotae.query.limit;

import java.util.Optional;

/**
 * What one user may ask for; 0 is no limit.
 *
 * @param requestsPerMinute requests to one instance
 * @param atOnce requests that one instance works on
 * @param tokensPerDay tokens over all instances
 */
record Allowance(long requestsPerMinute, int atOnce, long tokensPerDay) {

    static Allowance of(String user, LimitsConfig config) {
        Optional<LimitsConfig.UserLimits> own =
                Optional.ofNullable(config.users().get(user));
        return new Allowance(
                own.map(LimitsConfig.UserLimits::requestsPerMinute)
                        .filter(limit -> limit.isPresent())
                        .map(limit -> limit.getAsLong())
                        .orElse(config.requestsPerMinute()),
                own.map(LimitsConfig.UserLimits::atOnce)
                        .filter(limit -> limit.isPresent())
                        .map(limit -> limit.getAsInt())
                        .orElse(config.atOnce()),
                own.map(LimitsConfig.UserLimits::tokensPerDay)
                        .filter(limit -> limit.isPresent())
                        .map(limit -> limit.getAsLong())
                        .orElse(config.tokensPerDay()));
    }
}

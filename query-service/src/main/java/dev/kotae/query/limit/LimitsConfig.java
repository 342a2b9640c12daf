package dev.kotae.query.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What can be set under {@code kotae.limits}; a name that is not here stops the start. 0 lifts a limit. */
@ConfigMapping(prefix = "kotae.limits")
interface LimitsConfig {

    /** Whether there are limits; by default there are none with {@code kotae.auth=none}. */
    Optional<Boolean> enabled();

    /** Requests of one asker to one instance, any of them. */
    @WithDefault("120")
    long requestsPerMinute();

    /** Questions of one asker beyond {@link #requestsPerMinute} that one instance records as refused; the others are only counted. */
    @WithDefault("6")
    long recordedPerMinute();

    /** Requests of one asker that one instance works on at the same time; a stream counts until it ends. */
    @WithDefault("8")
    int atOnce();

    /** Tokens that models may read and write for one asker in a day (UTC), over all instances. */
    @WithDefault("2000000")
    long tokensPerDay();

    /** Other limits for single users, by name: for a portal that asks for many. */
    Map<String, UserLimits> users();

    /** The limits of one user; those that are not set are everybody's. */
    interface UserLimits {

        /** In place of {@link LimitsConfig#requestsPerMinute()}. */
        OptionalLong requestsPerMinute();

        /** In place of {@link LimitsConfig#atOnce()}. */
        OptionalInt atOnce();

        /** In place of {@link LimitsConfig#tokensPerDay()}. */
        OptionalLong tokensPerDay();
    }
}

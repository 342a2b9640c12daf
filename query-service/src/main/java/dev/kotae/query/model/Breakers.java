package dev.kotae.query.model;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;

/** Circuit breakers for models: asked before a call and told how it ended, which fits a stream as it fits a single answer. */
final class Breakers {

    /** So many last calls are looked at. */
    static final int WINDOW = 20;

    private static final int TRIALS = 2;

    private Breakers() {}

    static CircuitBreaker of(String model, CatalogueConfig config) {
        return CircuitBreaker.of(
                model,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(config.breakerFailures())
                        .failureRateThreshold(100f * config.breakerFailures() / WINDOW)
                        .waitDurationInOpenState(config.breakerPause())
                        .permittedNumberOfCallsInHalfOpenState(TRIALS)
                        .build());
    }
}

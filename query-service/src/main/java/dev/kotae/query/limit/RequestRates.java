package dev.kotae.query.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often each asker asked lately, on this instance. Safe for use by several threads. */
final class RequestRates {

    /** Of so many askers the buckets that are full again, as new ones would be, are let go. */
    private static final int MANY = 10_000;

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final TimeMeter clock;

    /** @param clock nanoseconds that only grow */
    RequestRates(TimeMeter clock) {
        this.clock = clock;
    }

    /**
     * Counts a request.
     *
     * @param perMinute how many the asker may send in a minute, at most all of them at once
     */
    Rate count(String asker, long perMinute) {
        if (buckets.size() > MANY) {
            buckets.values().removeIf(RequestRates::isFull);
        }
        ConsumptionProbe probe =
                buckets.computeIfAbsent(asker, any -> bucket(perMinute)).tryConsumeAndReturnRemaining(1);
        return new Rate(
                probe.isConsumed(),
                perMinute,
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForRefill()),
                seconds(probe.getNanosToWaitForReset()));
    }

    /** How many askers are remembered. */
    int known() {
        return buckets.size();
    }

    private static boolean isFull(Bucket bucket) {
        var verbose = bucket.asVerbose().getAvailableTokens();
        return verbose.getValue()
                >= verbose.getConfiguration().getBandwidths()[0].getCapacity();
    }

    private Bucket bucket(long perMinute) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .withCustomTimePrecision(clock)
                .build();
    }

    private static long seconds(long nanos) {
        return Math.max(1, Duration.ofNanos(nanos).plusSeconds(1).minusNanos(1).toSeconds());
    }

    /**
     * Where an asker stands.
     *
     * @param within whether this request is within the limit
     * @param limit requests a minute
     * @param remaining how many more are left now
     * @param retrySeconds until one more is allowed
     * @param resetSeconds until all are allowed again
     */
    record Rate(boolean within, long limit, long remaining, long retrySeconds, long resetSeconds) {}
}

package dev.kotae.query.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests of each asker are being worked on, on this instance. Safe for use by several threads. */
final class OpenRequests {

    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    /** Takes a place, which must be given back by {@link #leave}; false, and nothing is taken, where all are. */
    boolean enter(String asker, int most) {
        boolean[] entered = new boolean[1];
        open.compute(asker, (any, count) -> {
            int before = count == null ? 0 : count;
            entered[0] = before < most;
            return entered[0] ? before + 1 : count;
        });
        return entered[0];
    }

    void leave(String asker) {
        open.computeIfPresent(asker, (any, count) -> count == 1 ? null : count - 1);
    }
}

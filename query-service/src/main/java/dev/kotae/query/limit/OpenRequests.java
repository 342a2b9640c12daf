package dev.kotae.query.limit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The requests of each asker that are being worked on, on this instance. Safe for use by several threads. */
final class OpenRequests {

    private final Map<String, List<BooleanSupplier>> open = new ConcurrentHashMap<>();

    /**
     * Takes a place, which is to be given back by {@link #leave}; false, and nothing is taken, where all are. A response that was reset
     * after a failed write tells none of its handlers, so where all places are taken each request is asked whether it is over.
     *
     * @param isOver whether the request is over; may be called on any thread
     */
    boolean enter(String asker, int most, BooleanSupplier isOver) {
        boolean[] entered = new boolean[1];
        open.compute(asker, (any, requests) -> {
            List<BooleanSupplier> before = requests == null ? List.of() : requests;
            List<BooleanSupplier> still = before.size() < most
                    ? before
                    : before.stream().filter(request -> !request.getAsBoolean()).toList();
            entered[0] = still.size() < most;
            return entered[0] ? Stream.concat(still.stream(), Stream.of(isOver)).toList() : still;
        });
        return entered[0];
    }

    /** Gives a place back; does nothing where that has been done. */
    void leave(String asker, BooleanSupplier isOver) {
        open.computeIfPresent(asker, (any, requests) -> {
            List<BooleanSupplier> others =
                    requests.stream().filter(request -> request != isOver).toList();
            return others.isEmpty() ? null : others;
        });
    }
}

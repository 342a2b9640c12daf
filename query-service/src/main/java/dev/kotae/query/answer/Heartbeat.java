package dev.kotae.query.answer;

import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps a stream from falling silent: proxies cut connections on which nothing moves. */
public final class Heartbeat {

    private Heartbeat() {}

    /**
     * The items of a stream, and among them a beat every so often; ends when the stream ends.
     *
     * @param items the stream
     * @param every how often
     * @param beat makes a beat
     */
    public static <T> Multi<T> in(Multi<T> items, Duration every, Supplier<T> beat) {
        Multi<Optional<T>> beats = Multi.createFrom()
                .ticks()
                .startingAfter(every)
                .every(every)
                .onOverflow()
                .drop()
                .map(tick -> Optional.of(beat.get()));
        return Multi.createBy()
                .merging()
                .streams(items.map(Optional::of).onCompletion().continueWith(Optional.empty()), beats)
                .select()
                .first(Optional::isPresent)
                .map(Optional::get);
    }
}

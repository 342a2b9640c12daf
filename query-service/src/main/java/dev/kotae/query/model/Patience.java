package dev.kotae.query.model;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Waits for a stream: so long for its first item, so long between two. Then the stream is cancelled and fails with
 * {@link TimeoutException}.
 *
 * @param first for the first item
 * @param idle between two items
 */
record Patience(Duration first, Duration idle) {

    Multi<String> watch(Multi<String> items) {
        return Multi.createFrom().emitter(emitter -> {
            AtomicReference<ScheduledFuture<?>> alarm = new AtomicReference<>();
            AtomicReference<Cancellable> subscription = new AtomicReference<>(() -> {});
            Runnable givenUp = () -> {
                subscription.get().cancel();
                emitter.fail(new TimeoutException("No token in time"));
            };
            set(alarm, givenUp, first);
            subscription.set(items.subscribe()
                    .with(
                            item -> {
                                set(alarm, givenUp, idle);
                                emitter.emit(item);
                            },
                            failure -> {
                                clear(alarm);
                                emitter.fail(failure);
                            },
                            () -> {
                                clear(alarm);
                                emitter.complete();
                            }));
            emitter.onTermination(() -> {
                clear(alarm);
                subscription.get().cancel();
            });
        });
    }

    private static void set(AtomicReference<ScheduledFuture<?>> alarm, Runnable task, Duration after) {
        ScheduledFuture<?> next =
                Infrastructure.getDefaultWorkerPool().schedule(task, after.toMillis(), TimeUnit.MILLISECONDS);
        cancel(alarm.getAndSet(next));
    }

    private static void clear(AtomicReference<ScheduledFuture<?>> alarm) {
        cancel(alarm.getAndSet(null));
    }

    private static void cancel(ScheduledFuture<?> alarm) {
        if (alarm != null) {
            alarm.cancel(false);
        }
    }
}

package dev.kotae.query.model;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.mutiny.subscription.SerializedSubscriber;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Waits for a stream: so long for its first sign of life, so long between two, so long in all. Then the stream is cancelled and fails with
 * {@link TimeoutException}. Time in which nobody wants an item does not count but in all: a slow reader is no slow model.
 *
 * @param first for the first item that is a sign of life
 * @param idle between two
 * @param total for all
 */
record Patience(Duration first, Duration idle, Duration total) {

    /**
     * Watches a stream.
     *
     * @param alive tells the items that are signs of life
     */
    <T> Multi<T> watch(Multi<T> items, Predicate<T> alive) {
        return new AbstractMulti<>() {
            @Override
            public void subscribe(MultiSubscriber<? super T> downstream) {
                items.subscribe().withSubscriber(new Watch<>(downstream, alive, Patience.this));
            }
        };
    }

    /** One watched stream. A single timer that looks when it is due costs a token no more than one write of a field. */
    private static final class Watch<T> extends MultiOperatorProcessor<T, T> {

        private final Predicate<T> alive;
        private final Patience patience;
        private final AtomicLong wanted = new AtomicLong();
        private final long end;
        private volatile boolean begun;
        private volatile long due;
        private volatile boolean over;
        private volatile ScheduledFuture<?> timer;

        Watch(MultiSubscriber<? super T> downstream, Predicate<T> alive, Patience patience) {
            super(new SerializedSubscriber<>(downstream));
            this.alive = alive;
            this.patience = patience;
            long now = System.nanoTime();
            this.end = now + patience.total().toNanos();
            this.due = now + patience.first().toNanos();
        }

        @Override
        public void onSubscribe(Flow.Subscription upstream) {
            super.onSubscribe(upstream);
            look();
        }

        @Override
        public void request(long n) {
            if (wanted.getAndUpdate(before -> before + n < 0 ? Long.MAX_VALUE : before + n) == 0 && begun) {
                due = System.nanoTime() + patience.idle().toNanos();
            }
            super.request(n);
        }

        @Override
        public void onItem(T item) {
            wanted.decrementAndGet();
            if (alive.test(item)) {
                due = System.nanoTime() + patience.idle().toNanos();
                if (!begun) {
                    begun = true;
                    lookSooner();
                }
            }
            super.onItem(item);
        }

        @Override
        public void onFailure(Throwable failure) {
            stop();
            super.onFailure(failure);
        }

        @Override
        public void onCompletion() {
            stop();
            super.onCompletion();
        }

        @Override
        public void cancel() {
            stop();
            super.cancel();
        }

        private void look() {
            if (over) {
                return;
            }
            long now = System.nanoTime();
            boolean waits = wanted.get() > 0;
            if (now - end >= 0 || waits && now - due >= 0) {
                over = true;
                cancelUpstream();
                downstream.onFailure(new TimeoutException(now - end >= 0 ? "in all" : begun ? "idle" : "first token"));
                return;
            }
            long next = Math.min(end - now, waits ? due - now : patience.idle().toNanos());
            timer = Infrastructure.getDefaultWorkerPool().schedule(this::look, next, TimeUnit.NANOSECONDS);
            if (over) {
                timer.cancel(false);
            }
        }

        /** From here on the next look may be due before the one that is planned. */
        private void lookSooner() {
            ScheduledFuture<?> planned = timer;
            if (planned != null && planned.cancel(false)) {
                look();
            }
        }

        private void stop() {
            over = true;
            ScheduledFuture<?> running = timer;
            if (running != null) {
                running.cancel(false);
            }
        }
    }
}

package dev.kotae.common.embedding;

import dev.kotae.common.embedding.Embedder.Purpose;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lets so many calls to a server be under way and no more. Questions overtake passages that wait; in each of the two lanes first come is
 * first served. A call whose subscriber has left is not made, or is cancelled. Blocks nobody; safe for use by several threads.
 */
final class EmbeddingLanes implements AutoCloseable {

    private final Deque<Turn<?>> questions = new ArrayDeque<>();
    private final Deque<Turn<?>> passages = new ArrayDeque<>();
    private int free;
    private boolean closed;

    /** @param places how many calls are under way at a time, at least 1 */
    EmbeddingLanes(int places) {
        if (places < 1) {
            throw new IllegalArgumentException(places + " texts embedded at a time: at least 1 is needed");
        }
        this.free = places;
    }

    /** Makes the call when its turn comes, once per subscription; fails when it fails, or when closed before. */
    <T> Uni<T> run(Purpose purpose, Supplier<Uni<T>> call) {
        return Uni.createFrom().emitter(emitter -> {
            Turn<T> turn = new Turn<>(call, emitter);
            emitter.onTermination(() -> leave(turn));
            enter(purpose, turn);
        });
    }

    private void enter(Purpose purpose, Turn<?> turn) {
        boolean refused;
        synchronized (this) {
            refused = closed;
            if (!refused) {
                (purpose == Purpose.QUERY ? questions : passages).add(turn);
            }
        }
        if (refused) {
            turn.refuse();
        } else {
            next();
        }
    }

    private void next() {
        Turn<?> turn;
        synchronized (this) {
            if (free == 0 || closed) {
                return;
            }
            turn = questions.isEmpty() ? passages.poll() : questions.poll();
            if (turn == null) {
                return;
            }
            free--;
        }
        turn.begin(this::done);
    }

    private void done() {
        synchronized (this) {
            free++;
        }
        next();
    }

    private void leave(Turn<?> turn) {
        boolean waited;
        synchronized (this) {
            waited = questions.remove(turn) || passages.remove(turn);
        }
        if (!waited) {
            turn.cancel();
        }
    }

    /** Refuses what waits, and lets what is under way end. */
    @Override
    public void close() {
        List<Turn<?>> waiting;
        synchronized (this) {
            closed = true;
            waiting = new ArrayList<>(questions);
            waiting.addAll(passages);
            questions.clear();
            passages.clear();
        }
        waiting.forEach(Turn::refuse);
    }

    private static final class Turn<T> {

        private final Supplier<Uni<T>> call;
        private final UniEmitter<? super T> emitter;
        private Runnable done;
        private Cancellable underWay;
        private boolean left;

        Turn(Supplier<Uni<T>> call, UniEmitter<? super T> emitter) {
            this.call = call;
            this.emitter = emitter;
        }

        void begin(Runnable whenDone) {
            synchronized (this) {
                done = whenDone;
            }
            Uni<T> made = Uni.createFrom().deferred(call::get);
            Cancellable started = made.subscribe().with(this::complete, this::fail);
            boolean late;
            synchronized (this) {
                underWay = started;
                late = left;
            }
            if (late) {
                started.cancel();
                end();
            }
        }

        private void complete(T result) {
            end();
            emitter.complete(result);
        }

        private void fail(Throwable failure) {
            end();
            emitter.fail(failure);
        }

        void cancel() {
            Cancellable started;
            synchronized (this) {
                left = true;
                started = underWay;
            }
            if (started != null) {
                started.cancel();
                end();
            }
        }

        void refuse() {
            emitter.fail(new IllegalStateException("the embedder is closed"));
        }

        /** Gives the place back, once. */
        private void end() {
            Runnable now;
            synchronized (this) {
                now = done;
                done = null;
            }
            if (now != null) {
                now.run();
            }
        }
    }
}

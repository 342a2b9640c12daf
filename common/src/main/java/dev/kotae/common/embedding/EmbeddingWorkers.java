package dev.kotae.common.embedding;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A fixed number of named daemon threads in front of which questions overtake passages: a question waits for other questions
 * and for the one passage under way, not for a bulk load. In each of the two lanes first come is first served. Work whose
 * subscriber has left before it began is skipped.
 */
final class EmbeddingWorkers implements AutoCloseable {

    private static final long CLOSE_SECONDS = 10;

    private final AtomicLong arrivals = new AtomicLong();
    private final ThreadPoolExecutor threads;

    EmbeddingWorkers(String name, int workers) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, name + "-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs the work when its turn comes, once per subscription; fails when it throws, or when closed before it began. */
    <T> Uni<T> run(Embedder.Purpose purpose, Callable<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            Job<T> job = new Job<>(purpose, arrivals.getAndIncrement(), work, emitter);
            emitter.onTermination(job::abandon);
            if (threads.isShutdown()) {
                job.refuse();
            } else {
                threads.execute(job);
            }
        });
    }

    /** Refuses what waits, lets what is under way end. */
    @Override
    public void close() {
        threads.shutdown();
        List<Runnable> waiting = new ArrayList<>();
        threads.getQueue().drainTo(waiting);
        waiting.forEach(job -> ((Job<?>) job).refuse());
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("an embedding is still under way after " + CLOSE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Job<T> implements Runnable, Comparable<Job<?>> {
        private final Embedder.Purpose purpose;
        private final long arrival;
        private final Callable<T> work;
        private final UniEmitter<? super T> emitter;
        private volatile boolean abandoned;

        Job(Embedder.Purpose purpose, long arrival, Callable<T> work, UniEmitter<? super T> emitter) {
            this.purpose = purpose;
            this.arrival = arrival;
            this.work = work;
            this.emitter = emitter;
        }

        @Override
        public void run() {
            if (abandoned) {
                return;
            }
            T result;
            try {
                result = work.call();
            } catch (Throwable e) {
                emitter.fail(e);
                return;
            }
            emitter.complete(result);
        }

        void abandon() {
            abandoned = true;
        }

        void refuse() {
            emitter.fail(new IllegalStateException("the embedder is closed"));
        }

        @Override
        public int compareTo(Job<?> other) {
            int lane = Boolean.compare(purpose == Embedder.Purpose.PASSAGE, other.purpose == Embedder.Purpose.PASSAGE);
            return lane != 0 ? lane : Long.compare(arrival, other.arrival);
        }
    }
}

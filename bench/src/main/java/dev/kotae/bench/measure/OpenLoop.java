package dev.kotae.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Work that is offered at a fixed rate, whatever becomes of the work before it: a slow answer delays no other, and a late start counts as
 * waiting (no coordinated omission).
 */
public final class OpenLoop {

    private OpenLoop() {}

    /**
     * Offers work and waits until all of it has ended.
     *
     * @param count how often
     * @param every the time between two starts
     * @param work starts one piece and returns the {@link System#nanoTime} of the moment that counts, later; must not block
     * @return milliseconds from the intended start of each piece to its moment; fails if any piece does
     */
    public static List<Double> run(int count, Duration every, IntFunction<CompletionStage<Long>> work) {
        List<CompletableFuture<Double>> all = new ArrayList<>(count);
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long intended = begun + i * every.toNanos();
            for (long wait = intended - System.nanoTime(); wait > 0; wait = intended - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            all.add(work.apply(i).thenApply(moment -> (moment - intended) / 1e6).toCompletableFuture());
        }
        return all.stream().map(CompletableFuture::join).toList();
    }
}

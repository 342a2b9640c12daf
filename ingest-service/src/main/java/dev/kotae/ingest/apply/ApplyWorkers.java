package dev.kotae.ingest.apply;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that read, parse, split and analyse: so many that they keep the cores busy, away from the event loops. */
public final class ApplyWorkers implements Executor, AutoCloseable {

    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService threads;

    /** Threads that do not keep the process alive. */
    public ApplyWorkers(int count) {
        threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "kotae-apply-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}

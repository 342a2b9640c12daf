package dev.kotae.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting until a part can serve. */
public final class Readiness {
    private Readiness() {}

    /**
     * Returns as soon as {@code ready} holds.
     *
     * @throws PartFailedException if the process ends first or time runs out; the message holds the log's last lines
     */
    public static void await(String name, ChildProcess process, Path log, Duration limit, BooleanSupplier ready) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw failed(name, "ended while it was starting", log);
            }
            if (System.nanoTime() > deadline) {
                process.kill();
                throw failed(name, "was not ready after " + limit.toSeconds() + " s", log);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(250);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.kill();
                throw failed(name, "was interrupted while it was starting", log);
            }
        }
    }

    private static PartFailedException failed(String name, String what, Path log) {
        return new PartFailedException(
                name + " " + what + ". The last lines of " + log + ":\n" + ChildProcess.tail(log, 15));
    }
}

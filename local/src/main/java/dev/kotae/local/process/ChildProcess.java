package dev.kotae.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own session, so that neither Ctrl-C nor a closed terminal reaches it, that is known by its pid file. The
 * file holds the process' start time too: a number that the system gave to another process since is never taken for ours.
 * Safe for use by several threads.
 */
public final class ChildProcess {
    /** For the command alone: a service would take them for settings of its own. */
    private static final Set<String> OWN_VARIABLES =
            Set.of("KOTAE_DIR", "KOTAE_REDIS_URL", "KOTAE_DATA", "KOTAE_JAVA_OPTIONS");

    private final Path pidFile;
    private final ProcessHandle handle;
    private final Watch watch;

    private ChildProcess(Path pidFile, ProcessHandle handle, Watch watch) {
        this.pidFile = pidFile;
        this.handle = handle;
        this.watch = watch;
    }

    /**
     * Starts a process.
     *
     * @throws UncheckedIOException if the program cannot be started or a file cannot be written
     */
    public static ChildProcess start(Launch launch) {
        try {
            Files.createDirectories(launch.log().toAbsolutePath().getParent());
            Files.createDirectories(launch.pidFile().toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(Session.own(launch.command()))
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
            builder.environment().keySet().removeAll(OWN_VARIABLES);
            builder.environment().putAll(launch.environment());
            ProcessHandle handle = builder.start().toHandle();
            Watch watch = launch.watched() ? Watch.over(handle.pid(), launch.pidFile()) : Watch.none();
            Files.writeString(launch.pidFile(), handle.pid() + " " + startedAt(handle));
            return new ChildProcess(launch.pidFile(), handle, watch);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + launch.command().get(0) + ": " + e.getMessage(), e);
        }
    }

    /** The living process that a pid file names, also one that another JVM started. */
    public static Optional<ChildProcess> find(Path pidFile) {
        try {
            String[] parts = Files.readString(pidFile).trim().split(" ");
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(handle -> parts.length > 1 && startedAt(handle).equals(parts[1]))
                    .map(handle -> new ChildProcess(pidFile, handle, Watch.none()))
                    .filter(ChildProcess::isAlive);
        } catch (IOException | NumberFormatException absent) {
            return Optional.empty();
        }
    }

    /** The number that the system knows the process by. */
    public long pid() {
        return handle.pid();
    }

    /** Whether it runs; a process that has ended and that nobody has collected yet does not. */
    public boolean isAlive() {
        return handle.isAlive() && !isZombie();
    }

    /** Ends it at once, as a power failure of this one process would, and returns when it is gone. */
    public void kill() {
        List<ProcessHandle> all = withDescendants();
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(Duration.ofSeconds(10));
        forget();
    }

    /** Asks it to end, ends it hard after {@code patience}, and returns when it is gone. */
    public void stop(Duration patience) {
        List<ProcessHandle> all = withDescendants();
        handle.destroy();
        if (!awaitEnd(patience)) {
            handle.destroyForcibly();
            awaitEnd(Duration.ofSeconds(10));
        }
        all.forEach(ProcessHandle::destroyForcibly);
        forget();
    }

    /** The last lines of a log, for an error message. */
    public static String tail(Path log, int lines) {
        try {
            List<String> all = new ArrayList<>(new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(no log at " + log + ")";
        }
    }

    private List<ProcessHandle> withDescendants() {
        List<ProcessHandle> all = new ArrayList<>(handle.descendants().toList());
        all.add(handle);
        return all;
    }

    private boolean awaitEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isAlive()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return !isAlive();
            }
        }
        return true;
    }

    private void forget() {
        watch.close();
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isZombie() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException noProcFileSystem) {
            return false;
        }
    }

    private static String startedAt(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("-");
    }
}

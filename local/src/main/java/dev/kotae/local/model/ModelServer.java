package dev.kotae.local.model;

import dev.kotae.local.process.ChildProcess;
import dev.kotae.local.process.JavaCommand;
import dev.kotae.local.process.Launch;
import dev.kotae.local.process.PartFailedException;
import dev.kotae.local.process.Placement;
import dev.kotae.local.process.Ports;
import dev.kotae.local.process.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The model server as a child process, on loopback only. It keeps no state but the process. */
public final class ModelServer implements AutoCloseable {
    private static final String HEAP = "96m";
    private static final int CONTEXT_TOKENS = 4096;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;

    private ModelServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts a server and returns when the model is loaded.
     *
     * @throws PartFailedException if it cannot start
     */
    public static ModelServer start(Placement place, ModelFile model) {
        int port = place.preferredPort() == 0 ? Ports.any() : Ports.from(place.preferredPort());
        Path listening = place.directory().resolve("model.listening");
        delete(listening);
        ChildProcess process = ChildProcess.start(new Launch(
                JavaCommand.of(
                        HEAP,
                        ModelProcess.class.getName(),
                        model.file().toString(),
                        model.id(),
                        Integer.toString(port),
                        Integer.toString(CONTEXT_TOKENS),
                        listening.toString()),
                Map.of("CLASSPATH", JavaCommand.classPath()),
                pidFile(place.directory()),
                place.log(),
                place.watched()));
        Readiness.await("The model server", process, place.log(), START_LIMIT, () -> Files.exists(listening));
        return new ModelServer(place.directory(), port);
    }

    /** The process that runs on a folder now, also if another JVM started it. */
    public static Optional<ChildProcess> process(Path directory) {
        return ChildProcess.find(pidFile(directory));
    }

    /** The base address of its API: {@code http://127.0.0.1:port/v1}. */
    public String url() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    @Override
    public void close() {
        process(directory).ifPresent(process -> process.stop(Duration.ofSeconds(5)));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path pidFile(Path directory) {
        return directory.resolve("model.pid");
    }
}

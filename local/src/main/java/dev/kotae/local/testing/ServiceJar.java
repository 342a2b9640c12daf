package dev.kotae.local.testing;

import dev.kotae.local.process.ChildProcess;
import dev.kotae.local.process.Folders;
import dev.kotae.local.process.JavaCommand;
import dev.kotae.local.process.Launch;
import dev.kotae.local.process.Ports;
import dev.kotae.local.process.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A built service as it runs in production, in a JVM of its own on free ports of loopback, for the tests of its own module that need other
 * settings than the rest: a JVM cannot load the embedder's library twice. It ends with {@link #close} or with this JVM.
 */
public final class ServiceJar implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final ChildProcess process;
    private final Path folder;
    private final URI url;
    private final URI management;

    private ServiceJar(ChildProcess process, Path folder, URI url, URI management) {
        this.process = process;
        this.folder = folder;
        this.url = url;
        this.management = management;
    }

    /** Starts the service of the module that is being tested, and returns when it is ready. */
    public static ServiceJar start(Map<String, String> settings) {
        try {
            Path folder = Files.createTempDirectory("kotae-service");
            int port = Ports.any();
            int managementPort = Ports.any();
            List<String> lines = new ArrayList<>(List.of(
                    "config_ordinal=270",
                    "quarkus.http.host=127.0.0.1",
                    "quarkus.http.port=" + port,
                    "quarkus.management.host=127.0.0.1",
                    "quarkus.management.port=" + managementPort));
            settings.forEach((name, value) -> lines.add(name + "=" + value.replace("\\", "\\\\")));
            Path file = Files.write(folder.resolve("service.properties"), lines);
            List<String> command = new ArrayList<>(List.of(JavaCommand.java(), "-Xmx448m"));
            command.addAll(JavaCommand.briefFlags());
            command.addAll(List.of(
                    "-Dquarkus.config.locations=" + file.toUri(),
                    "-jar",
                    Path.of("target/quarkus-app/quarkus-run.jar")
                            .toAbsolutePath()
                            .toString()));
            Path log = folder.resolve("service.log");
            ChildProcess process =
                    ChildProcess.start(new Launch(command, Map.of(), folder.resolve("service.pid"), log, true));
            ServiceJar service = new ServiceJar(
                    process,
                    folder,
                    URI.create("http://127.0.0.1:" + port + "/"),
                    URI.create("http://127.0.0.1:" + managementPort + "/"));
            Readiness.await("The service", process, log, START_LIMIT, service::isReady);
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its public address. */
    public URI url() {
        return url;
    }

    /** Where its health and metrics are. */
    public URI management() {
        return management;
    }

    /** All that it has logged. */
    public String log() {
        try {
            return Files.readString(folder.resolve("service.log"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(30));
        Folders.delete(folder);
    }

    private boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(management.resolve("/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

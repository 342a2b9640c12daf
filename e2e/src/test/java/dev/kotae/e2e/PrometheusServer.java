package dev.kotae.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Prometheus on a free port. */
public final class PrometheusServer implements AutoCloseable {

    /** Where {@code .ci/run} unpacks Debian's package. */
    public static final Path UNPACKED =
            Path.of(System.getProperty("user.home"), ".cache", "kotae", "prometheus", "usr", "bin");

    private static final Pattern LISTENS = Pattern.compile("msg=\"Listening on\" address=(\\S+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final String address;

    private PrometheusServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it. Skips the test where there is none, unless tools are required.
     *
     * @param folder where its configuration is, as {@code prometheus.yml}, and its data will be
     */
    public static PrometheusServer start(Path folder) throws IOException {
        Path log = folder.resolve("prometheus.log");
        Process process = Tool.find("prometheus", UNPACKED)
                .builder(
                        folder,
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=data",
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            String address =
                    await().atMost(Duration.ofSeconds(30)).until(() -> listens(process, log), found -> found != null);
            return new PrometheusServer(process, address);
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String listens(Process process, Path log) throws IOException {
        String said = Files.readString(log);
        if (!process.isAlive()) {
            throw new IllegalStateException("Prometheus ended: " + said);
        }
        Matcher address = LISTENS.matcher(said);
        return address.find() ? address.group(1) : null;
    }

    /** The series that an expression gives now. */
    public JsonNode query(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .get("result");
    }

    /** The rules as they were evaluated last, by group. */
    public JsonNode rules() {
        return get("/api/v1/rules").get("groups");
    }

    private JsonNode get(String path) {
        try {
            var response = http.send(
                    HttpRequest.newBuilder(URI.create("http://" + address + path))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
            }
            return JSON.readTree(response.body()).get("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops it. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

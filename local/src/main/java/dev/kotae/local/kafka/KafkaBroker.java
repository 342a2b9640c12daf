package dev.kotae.local.kafka;

import dev.kotae.local.process.ChildProcess;
import dev.kotae.local.process.JavaCommand;
import dev.kotae.local.process.Launch;
import dev.kotae.local.process.PartFailedException;
import dev.kotae.local.process.Placement;
import dev.kotae.local.process.Ports;
import dev.kotae.local.process.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * One Kafka broker of its own JVM that listens on loopback only and keeps everything below one folder. Topics are not created by
 * use. Safe for use by several threads, but {@link #kill}, {@link #restart} and {@link #close} are for one at a time.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final String HEAP = "384m";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Placement place;
    private BrokerProperties properties;

    private KafkaBroker(Placement place, BrokerProperties properties) {
        this.place = place;
        this.properties = properties;
    }

    /**
     * Starts a broker on any free port, which ends with this JVM at the latest, and returns when it serves.
     *
     * @param directory the folder of its data; what an earlier broker left there is there again
     * @throws PartFailedException if it cannot start
     */
    public static KafkaBroker start(Path directory) {
        return start(Placement.passing(directory, "kafka"));
    }

    /**
     * Starts a broker and returns when it serves.
     *
     * @throws PartFailedException if it cannot start
     */
    public static KafkaBroker start(Placement place) {
        KafkaBroker broker = new KafkaBroker(place, BrokerProperties.in(place.directory(), place.preferredPort()));
        broker.launch();
        return broker;
    }

    /** The broker that runs on a folder now, also if another JVM started it. */
    public static Optional<KafkaBroker> running(Path directory) {
        return ChildProcess.find(pidFile(directory)).map(process -> at(directory));
    }

    /** The broker that was started on a folder, whether it runs now or not. */
    public static KafkaBroker at(Path directory) {
        return new KafkaBroker(Placement.passing(directory, "kafka"), BrokerProperties.in(directory));
    }

    /** Where clients connect: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + properties.port();
    }

    /** The process' number, or empty if it does not run. */
    public Optional<Long> pid() {
        return process().map(ChildProcess::pid);
    }

    /** Ends the broker as a crash would. */
    public void kill() {
        process().ifPresent(ChildProcess::kill);
    }

    /** Starts it again with the same port and data, and returns when it serves; a running one is stopped before. */
    public void restart() {
        close();
        launch();
    }

    /** Stops the broker; its data stays. */
    @Override
    public void close() {
        process().ifPresent(process -> process.stop(Duration.ofSeconds(10)));
    }

    private void launch() {
        properties.write();
        Path log = place.log();
        ChildProcess process = ChildProcess.start(new Launch(
                JavaCommand.of(
                        HEAP,
                        BrokerProcess.class.getName(),
                        properties.file().toString(),
                        properties.data().toString()),
                Map.of("CLASSPATH", JavaCommand.classPath()),
                pidFile(place.directory()),
                log,
                place.watched()));
        Readiness.await("Kafka", process, log, START_LIMIT, () -> process.isAlive() && answers());
    }

    /** Whether this very broker serves: one that took the port first has another cluster's id. */
    private boolean answers() {
        Optional<String> cluster = properties.clusterId();
        if (cluster.isEmpty() || !Ports.listens(properties.port())) {
            return false;
        }
        Map<String, Object> client = Map.of(
                "bootstrap.servers", bootstrapServers(), "default.api.timeout.ms", 2_000, "request.timeout.ms", 2_000);
        try (Admin admin = Admin.create(client)) {
            return cluster.get().equals(admin.describeCluster().clusterId().get(2, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        }
    }

    private Optional<ChildProcess> process() {
        return ChildProcess.find(pidFile(place.directory()));
    }

    private static Path pidFile(Path directory) {
        return directory.resolve("kafka.pid");
    }
}

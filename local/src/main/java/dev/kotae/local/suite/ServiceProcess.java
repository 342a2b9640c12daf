package dev.kotae.local.suite;

import dev.kotae.local.process.ChildProcess;
import dev.kotae.local.process.JavaCommand;
import dev.kotae.local.process.Launch;
import dev.kotae.local.process.PartFailedException;
import dev.kotae.local.process.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A service of its own JVM, which {@code KOTAE_JAVA_OPTIONS} gives further flags. Its settings are a file that this user alone can read:
 * they may hold a password.
 */
record ServiceProcess(ServiceSpec spec, StateFolder state) {
    /** What a service proves with that it is the one that was started here, and not another one that took the port first. */
    private static final String INSTANCE = "X-Kotae-Instance";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    /**
     * Starts it and returns when it is ready.
     *
     * @throws PartFailedException if it is not built or cannot start
     */
    ChildProcess start(Path root, Map<String, String> settings, URI management, boolean watched) {
        Path jar = spec.jar(root);
        if (!Files.exists(jar)) {
            throw new PartFailedException("The service " + spec.name() + " is not built: there is no " + jar
                    + ". ./kotae builds it; by hand: mvn -DskipTests package");
        }
        Path file = state.of("services").resolve(spec.name() + ".properties");
        String instance = UUID.randomUUID().toString();
        state.writePrivate(file, properties(settings, instance));
        List<String> command = new ArrayList<>(List.of(JavaCommand.java(), "-Xmx" + spec.heap()));
        command.addAll(JavaCommand.smallFlags());
        command.addAll(JavaCommand.flags(System.getenv("KOTAE_JAVA_OPTIONS")));
        command.addAll(List.of("-Dquarkus.config.locations=" + file.toUri(), "-jar", jar.toString()));
        ChildProcess process =
                ChildProcess.start(new Launch(command, Map.of(), pidFile(), state.log(spec.name()), watched));
        try (Health health = new Health(management, instance)) {
            Readiness.await(spec.name(), process, state.log(spec.name()), START_LIMIT, health::isReady);
        }
        return process;
    }

    Optional<ChildProcess> process() {
        return ChildProcess.find(pidFile());
    }

    private Path pidFile() {
        return state.of("services").resolve(spec.name() + ".pid");
    }

    /** Stands above the settings inside the service's jar and below the environment. */
    private static String properties(Map<String, String> settings, String instance) {
        return "config_ordinal=270\n"
                + "quarkus.management.header.\"" + INSTANCE + "\".value=" + instance + "\n"
                + settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "="
                                + setting.getValue().replace("\\", "\\\\").replace("$", "\\\\$"))
                        .sorted()
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Asks for the readiness of one service. */
    private record Health(URI management, String instance, HttpClient client) implements AutoCloseable {
        Health(URI management, String instance) {
            this(management, instance, HttpClient.newHttpClient());
        }

        boolean isReady() {
            try {
                HttpRequest request = HttpRequest.newBuilder(management.resolve("/q/health/ready"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
                HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
                return response.statusCode() == 200
                        && response.headers()
                                .firstValue(INSTANCE)
                                .filter(instance::equals)
                                .isPresent();
            } catch (IOException notYet) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {
            // The client's threads are daemons and end with it
        }
    }
}

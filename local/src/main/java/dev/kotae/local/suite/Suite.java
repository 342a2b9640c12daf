package dev.kotae.local.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.local.embedding.EmbedderServer;
import dev.kotae.local.kafka.KafkaBroker;
import dev.kotae.local.model.ModelServer;
import dev.kotae.local.process.ChildProcess;
import dev.kotae.local.process.Folders;
import dev.kotae.local.process.PartFailedException;
import dev.kotae.local.redis.RedisServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The suite of one folder of state, whichever command started it. */
public final class Suite {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StateFolder state;
    private final ObjectMapper json = new ObjectMapper();

    /** The suite whose state is in a folder. */
    public Suite(StateFolder state) {
        this.state = state;
    }

    /**
     * Starts what does not run yet and returns when all is ready. If a part cannot start, nothing is left running that this call
     * started.
     *
     * @throws PartFailedException if a part cannot start, or another command is starting or stopping this suite
     */
    public SuiteStatus up(UpOptions options, StartLog log) {
        return locked(() -> {
            boolean fresh = !isRunning();
            try {
                SuiteStatus started = new SuiteStart(state, options, log).run();
                state.writePrivate(
                        state.suiteFile(), json.writerWithDefaultPrettyPrinter().writeValueAsString(started));
                return status().orElseThrow();
            } catch (IOException | RuntimeException e) {
                if (fresh) {
                    stop();
                }
                throw e;
            }
        });
    }

    /**
     * Stops every part, the services first; what does not end when asked is ended hard.
     *
     * @param wipe whether to remove the folder of state too
     * @return whether anything ran
     */
    public boolean down(boolean wipe) {
        if (!Files.isDirectory(state.path())) {
            return false;
        }
        boolean ran = locked(() -> {
            boolean running = isRunning();
            stop();
            return running;
        });
        if (wipe) {
            Folders.delete(state.path());
        }
        return ran;
    }

    /** What runs where, or empty if the suite never started here. */
    public Optional<SuiteStatus> status() {
        if (!Files.exists(state.suiteFile())) {
            return Optional.empty();
        }
        try {
            SuiteStatus started = json.readValue(state.suiteFile().toFile(), SuiteStatus.class);
            return Optional.of(new Liveness(state).applied(started));
        } catch (IOException e) {
            throw new PartFailedException("Cannot read " + state.suiteFile() + ": " + e.getMessage(), e);
        }
    }

    private boolean isRunning() {
        return Stream.of(
                        KafkaBroker.running(state.of("kafka")).isPresent(),
                        RedisServer.running(state.of("redis")).isPresent(),
                        ModelServer.process(state.of("model")).isPresent(),
                        EmbedderServer.process(state.of("embedder")).isPresent(),
                        services().stream()
                                .anyMatch(service -> service.process().isPresent()))
                .anyMatch(Boolean::booleanValue);
    }

    private void stop() {
        List<CompletableFuture<Void>> users = Stream.concat(
                        services().stream().map(ServiceProcess::process),
                        Stream.of(ModelServer.process(state.of("model")), EmbedderServer.process(state.of("embedder"))))
                .flatMap(Optional::stream)
                .map(process -> CompletableFuture.runAsync(() -> process.stop(PATIENCE)))
                .toList();
        users.forEach(CompletableFuture::join);
        CompletableFuture<Void> kafka = CompletableFuture.runAsync(
                () -> KafkaBroker.running(state.of("kafka")).ifPresent(KafkaBroker::close));
        RedisServer.running(state.of("redis")).ifPresent(RedisServer::close);
        kafka.join();
    }

    private List<ServiceProcess> services() {
        return ServiceSpec.ALL.stream()
                .map(spec -> new ServiceProcess(spec, state))
                .toList();
    }

    private <T> T locked(Step<T> step) {
        try {
            Files.createDirectories(state.path());
            try (FileChannel channel =
                            FileChannel.open(state.of("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    throw new PartFailedException(
                            "Another command is starting or stopping the suite in " + state.path() + ".");
                }
                return step.run();
            }
        } catch (IOException e) {
            throw new PartFailedException("Cannot use the folder " + state.path() + ": " + e.getMessage(), e);
        }
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /** Sees which of the parts that were started run now. */
    private record Liveness(StateFolder state) {
        SuiteStatus applied(SuiteStatus started) {
            Optional<Long> kafka = KafkaBroker.running(state.of("kafka")).flatMap(KafkaBroker::pid);
            Optional<Long> redis = RedisServer.running(state.of("redis")).flatMap(RedisServer::pid);
            boolean redisIsOurs = started.redis().pid() != null;
            SuiteStatus now = new SuiteStatus(
                    "",
                    state.path().toString(),
                    new SuiteStatus.Kafka(
                            of(kafka), kafka.orElse(null), started.kafka().bootstrapServers()),
                    new SuiteStatus.Redis(
                            redisIsOurs ? of(redis) : SuiteStatus.RUNNING,
                            redis.orElse(null),
                            started.redis().url()),
                    started.model() == null ? null : model(started.model()),
                    started.embedder() == null ? null : embedder(started.embedder()),
                    started.services().stream().map(this::service).toList());
            long running = now.states().values().stream()
                    .filter(SuiteStatus.RUNNING::equals)
                    .count();
            String whole = kafka.isEmpty() && running <= (redisIsOurs ? 0 : 1)
                    ? SuiteStatus.STOPPED
                    : running == now.states().size() ? SuiteStatus.RUNNING : "partly";
            return new SuiteStatus(
                    whole, now.directory(), now.kafka(), now.redis(), now.model(), now.embedder(), now.services());
        }

        private SuiteStatus.Model model(SuiteStatus.Model started) {
            Optional<Long> pid = ModelServer.process(state.of("model")).map(ChildProcess::pid);
            return new SuiteStatus.Model(of(pid), pid.orElse(null), started.url(), started.id());
        }

        private SuiteStatus.Embedder embedder(SuiteStatus.Embedder started) {
            Optional<Long> pid = EmbedderServer.process(state.of("embedder")).map(ChildProcess::pid);
            return new SuiteStatus.Embedder(of(pid), pid.orElse(null), started.url(), started.id());
        }

        private SuiteStatus.Service service(SuiteStatus.Service started) {
            Optional<Long> pid = ServiceSpec.ALL.stream()
                    .filter(spec -> spec.name().equals(started.name()))
                    .findFirst()
                    .flatMap(spec -> new ServiceProcess(spec, state).process())
                    .map(ChildProcess::pid);
            return new SuiteStatus.Service(
                    started.name(), of(pid), pid.orElse(null), started.url(), started.managementUrl());
        }

        private static String of(Optional<Long> pid) {
            return pid.isPresent() ? SuiteStatus.RUNNING : SuiteStatus.STOPPED;
        }
    }
}

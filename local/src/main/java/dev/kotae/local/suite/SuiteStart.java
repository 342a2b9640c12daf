package dev.kotae.local.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.local.embedding.EmbedderServer;
import dev.kotae.local.embedding.LocalEmbedder;
import dev.kotae.local.kafka.KafkaBroker;
import dev.kotae.local.kafka.Topics;
import dev.kotae.local.model.ModelFile;
import dev.kotae.local.model.ModelServer;
import dev.kotae.local.process.ChildProcess;
import dev.kotae.local.process.PartFailedException;
import dev.kotae.local.process.Placement;
import dev.kotae.local.redis.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** One start of the suite: Kafka, Redis, the model and the embedder side by side, then the services side by side. */
final class SuiteStart {
    /** A thread for each part: each does nothing but wait. */
    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    };

    private final StateFolder state;
    private final UpOptions options;
    private final StartLog log;
    private final Optional<SuiteStatus> before;
    private final SuitePorts ports;

    SuiteStart(StateFolder state, UpOptions options, StartLog log) throws IOException {
        this.state = state;
        this.options = options;
        this.log = log;
        this.before = Files.exists(state.suiteFile())
                ? Optional.of(new ObjectMapper().readValue(state.suiteFile().toFile(), SuiteStatus.class))
                : Optional.empty();
        this.ports = SuitePorts.ofThisMachine(before);
    }

    SuiteStatus run() {
        LocalEmbedder chosen = chosenEmbedder();
        CompletableFuture<SuiteStatus.Kafka> kafka = CompletableFuture.supplyAsync(this::kafka, THREADS);
        CompletableFuture<SuiteStatus.Redis> redis = CompletableFuture.supplyAsync(this::redis, THREADS);
        CompletableFuture<Optional<ModelFile>> weights = CompletableFuture.supplyAsync(this::weights, THREADS);
        CompletableFuture<SuiteStatus.Model> model =
                weights.thenApplyAsync(file -> file.map(this::model).orElse(null), THREADS);
        CompletableFuture<SuiteStatus.Embedder> embedder =
                CompletableFuture.supplyAsync(() -> embedder(chosen), THREADS);
        CompletableFuture<List<SuiteStatus.Service>> services = CompletableFuture.allOf(kafka, redis, model, embedder)
                .thenApplyAsync(ready -> services(kafka.join(), redis.join(), model.join(), embedder.join()), THREADS);
        // All are waited for, also if one fails: what is still starting could not be stopped
        Throwable failure = CompletableFuture.allOf(kafka, redis, model, embedder, services)
                .handle((done, error) -> error)
                .join();
        if (failure != null) {
            throw unwrapped(failure);
        }
        return new SuiteStatus(
                SuiteStatus.RUNNING,
                state.path().toString(),
                kafka.join(),
                redis.join(),
                model.join(),
                embedder.join(),
                services.join());
    }

    private SuiteStatus.Kafka kafka() {
        Optional<KafkaBroker> running = KafkaBroker.running(state.of("kafka"));
        KafkaBroker broker = start(
                "kafka",
                running,
                KafkaBroker::bootstrapServers,
                () -> KafkaBroker.start(place("kafka", ports.kafka())));
        try (Topics topics = Topics.on(broker.bootstrapServers())) {
            SuiteTopics.create(topics);
        }
        return new SuiteStatus.Kafka(SuiteStatus.RUNNING, broker.pid().orElse(null), broker.bootstrapServers());
    }

    private SuiteStatus.Redis redis() {
        Optional<RedisServer> running = RedisServer.running(state.of("redis"));
        RedisServer redis =
                start("redis", running, RedisServer::url, () -> RedisServer.start(place("redis", ports.redis())));
        return new SuiteStatus.Redis(SuiteStatus.RUNNING, redis.pid().orElse(null), redis.url());
    }

    /** Without weights the suite runs all the same, with its built-in model alone. */
    private Optional<ModelFile> weights() {
        if (!options.model()) {
            return Optional.empty();
        }
        if (options.modelFile() != null) {
            return Optional.of(ModelFile.at(options.modelFile()));
        }
        try {
            return Optional.of(ModelFile.smolLm2());
        } catch (PartFailedException e) {
            log.note(
                    "No language model: " + e.getMessage()
                            + ". Answers come from the built-in model 'extractive' alone. To add one: ./kotae up --model-file FILE.gguf");
            return Optional.empty();
        }
    }

    private SuiteStatus.Model model(ModelFile file) {
        Optional<ChildProcess> running = ModelServer.process(state.of("model"));
        if (running.isPresent() && before.isPresent() && before.get().model() != null) {
            SuiteStatus.Model model = before.get().model();
            log.kept("model", model.url());
            return new SuiteStatus.Model(SuiteStatus.RUNNING, running.get().pid(), model.url(), model.id());
        }
        running.ifPresent(ChildProcess::kill);
        ModelServer server = start(
                "model",
                Optional.empty(),
                ModelServer::url,
                () -> ModelServer.start(place("model", ports.model()), file));
        Long pid = ModelServer.process(state.of("model")).map(ChildProcess::pid).orElse(null);
        return new SuiteStatus.Model(SuiteStatus.RUNNING, pid, server.url(), file.id());
    }

    /** Vectors of another embedder cannot be searched with this one's, and the collections keep the index that they have. */
    private LocalEmbedder chosenEmbedder() {
        Optional<LocalEmbedder> known = before.map(status -> Optional.ofNullable(status.embedder())
                .flatMap(server -> LocalEmbedder.of(server.id()))
                .orElse(LocalEmbedder.BGE_SMALL));
        LocalEmbedder wanted = options.embedder() == null ? known.orElse(LocalEmbedder.BGE_SMALL) : options.embedder();
        if (known.isPresent() && known.get() != wanted) {
            throw new PartFailedException("The documents in " + state.path() + " are indexed with the embedder "
                    + known.get().id() + ", whose vectors " + wanted.id()
                    + " cannot be compared with. Give the other embedder a folder of its own (--dir DIR), or remove this"
                    + " one first (./kotae down --wipe) and publish the documents again.");
        }
        return wanted;
    }

    private SuiteStatus.Embedder embedder(LocalEmbedder chosen) {
        if (chosen == LocalEmbedder.BGE_SMALL) {
            return null;
        }
        Optional<ChildProcess> running = EmbedderServer.process(state.of("embedder"));
        Optional<SuiteStatus.Embedder> known = before.map(SuiteStatus::embedder);
        if (running.isPresent() && known.isPresent()) {
            log.kept("embedder", known.get().url());
            return new SuiteStatus.Embedder(
                    SuiteStatus.RUNNING, running.get().pid(), known.get().url(), chosen.id());
        }
        running.ifPresent(ChildProcess::kill);
        // Where the services that still run look for it
        int wanted = known.map(embedder -> URI.create(embedder.url()).getPort()).orElse(ports.embedder());
        EmbedderServer server = start(
                "embedder",
                Optional.empty(),
                EmbedderServer::url,
                () -> EmbedderServer.start(place("embedder", wanted)));
        Long pid = EmbedderServer.process(state.of("embedder"))
                .map(ChildProcess::pid)
                .orElse(null);
        return new SuiteStatus.Embedder(SuiteStatus.RUNNING, pid, server.url(), chosen.id());
    }

    private List<SuiteStatus.Service> services(
            SuiteStatus.Kafka kafka, SuiteStatus.Redis redis, SuiteStatus.Model model, SuiteStatus.Embedder embedder) {
        String key = state.answerKey().toString();
        return inParallel(ServiceSpec.ALL, spec -> {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "quarkus.redis.hosts", redis.url(),
                    "kafka.bootstrap.servers", kafka.bootstrapServers(),
                    "kotae.auth", "none"));
            if (Set.of(ServiceSpec.QUERY, ServiceSpec.EVAL).contains(spec)) {
                settings.put("kotae.answer-key-file", key);
            }
            if (spec.equals(ServiceSpec.QUERY)) {
                settings.put("kotae.console.eval-url", address(ServiceSpec.EVAL));
            }
            if (spec.equals(ServiceSpec.EVAL)) {
                // The console is another origin than what it rates at, by whichever name its reader calls this machine
                String console = address(ServiceSpec.QUERY);
                settings.put("kotae.eval.experiments.query-url", console);
                settings.put("quarkus.http.cors.enabled", "true");
                settings.put("quarkus.http.cors.origins", console + "," + console.replace("127.0.0.1", "localhost"));
            }
            if (Set.of(ServiceSpec.QUERY, ServiceSpec.INGEST).contains(spec) && embedder != null) {
                settings.put("kotae.embedder.base-url", embedder.url());
                settings.put("kotae.embedder.model", EmbedderServer.MODEL);
            }
            if (spec.equals(ServiceSpec.QUERY) && model != null) {
                settings.put("kotae.providers.local.base-url", model.url());
                if (options.modelFile() == null) {
                    // The model that comes with the suite is too small to write by itself, and knows English only
                    settings.put("kotae.models.\"" + model.id() + "\".quotes-by", "grammar");
                    settings.put("kotae.models.\"" + model.id() + "\".languages", "en");
                }
            }
            return service(spec, settings);
        });
    }

    /** Where a service is, or will be once it is started. */
    private String address(ServiceSpec spec) {
        return before.flatMap(status -> status.service(spec.name()))
                .filter(known -> new ServiceProcess(spec, state).process().isPresent())
                .map(SuiteStatus.Service::url)
                .orElse("http://127.0.0.1:" + ports.services().get(spec).open());
    }

    private SuiteStatus.Service service(ServiceSpec spec, Map<String, String> settings) {
        SuitePorts.Pair port = ports.services().get(spec);
        ServiceProcess service = new ServiceProcess(spec, state);
        Optional<ChildProcess> running = service.process();
        Optional<SuiteStatus.Service> known = before.flatMap(status -> status.service(spec.name()));
        if (running.isPresent() && known.isPresent()) {
            log.kept(spec.name(), known.get().url());
            return new SuiteStatus.Service(
                    spec.name(),
                    SuiteStatus.RUNNING,
                    running.get().pid(),
                    known.get().url(),
                    known.get().managementUrl());
        }
        running.ifPresent(ChildProcess::kill);
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(port.open()));
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.put("quarkus.management.port", Integer.toString(port.management()));
        String url = "http://127.0.0.1:" + port.open();
        String management = "http://127.0.0.1:" + port.management();
        ChildProcess process = start(
                spec.name(),
                Optional.empty(),
                started -> url,
                () -> service.start(options.root(), settings, URI.create(management), options.watched()));
        return new SuiteStatus.Service(spec.name(), SuiteStatus.RUNNING, process.pid(), url, management);
    }

    private <T> T start(String part, Optional<T> running, Function<T, String> where, Supplier<T> starter) {
        if (running.isPresent()) {
            log.kept(part, where.apply(running.get()));
            return running.get();
        }
        long begun = System.nanoTime();
        T started = starter.get();
        log.ready(part, Duration.ofNanos(System.nanoTime() - begun), where.apply(started));
        return started;
    }

    private Placement place(String part, int preferredPort) {
        return new Placement(state.of(part), state.log(part), preferredPort, options.watched());
    }

    /** Every one is waited for before the first failure is thrown. */
    private static <S, T> List<T> inParallel(List<S> inputs, Function<S, T> work) {
        List<CompletableFuture<T>> all = inputs.stream()
                .map(input -> CompletableFuture.supplyAsync(() -> work.apply(input), THREADS))
                .toList();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .handle((done, error) -> error)
                .join();
        return all.stream().map(CompletableFuture::join).toList();
    }

    private static RuntimeException unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof RuntimeException known ? known : new PartFailedException(cause.getMessage(), cause);
    }
}

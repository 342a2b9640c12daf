package dev.kotae.local.redis;

import dev.kotae.local.process.ChildProcess;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A Redis that runs as a child process on one folder, which also remembers its port. */
final class OwnRedis {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private final Placement place;
    private final int port;
    private final RedisSource source;

    private OwnRedis(Placement place, int port, RedisSource source) {
        this.place = place;
        this.port = port;
        this.source = source;
    }

    static OwnRedis start(Placement place, RedisSource source) {
        int port = rememberedPort(place.directory());
        if (port == 0 || !Ports.claim(port)) {
            port = place.preferredPort() == 0 ? Ports.any() : Ports.from(place.preferredPort());
        }
        OwnRedis redis = new OwnRedis(place, port, source);
        redis.launch();
        return redis;
    }

    static OwnRedis on(Path directory) {
        return new OwnRedis(Placement.passing(directory, "redis"), rememberedPort(directory), null);
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    Optional<ChildProcess> process() {
        return ChildProcess.find(pidFile(place.directory()));
    }

    void kill() {
        process().ifPresent(ChildProcess::kill);
        RedisContainer.remove(place.directory());
    }

    void stop() {
        process().ifPresent(process -> process.stop(Duration.ofSeconds(10)));
        RedisContainer.remove(place.directory());
    }

    void restart() {
        stop();
        launch();
    }

    private void launch() {
        RedisSource from = source == null ? RedisSources.find() : source;
        remember();
        String instance = UUID.randomUUID().toString();
        ChildProcess process = ChildProcess.start(new Launch(
                command(from, instance), Map.of(), pidFile(place.directory()), place.log(), place.watched()));
        RedisProbe probe = RedisProbe.at(url());
        Readiness.await(
                "Redis (" + from.description() + ")",
                process,
                place.log(),
                START_LIMIT,
                () -> probe.isInstance(instance) && probe.serves());
        if (!probe.hasQueryEngine()) {
            stop();
            throw new PartFailedException("Redis (" + from.description() + ") started without the Query Engine.");
        }
        makeQueriesFailAloud(probe);
    }

    private List<String> command(RedisSource from, String instance) {
        if (from instanceof RedisSource.Container container) {
            return RedisContainer.command(container, place.directory(), port, instance);
        }
        RedisSource.Binary binary = (RedisSource.Binary) from;
        return binary.command(new RedisOptions(
                "127.0.0.1", port, place.directory().toAbsolutePath().toString(), instance));
    }

    /** Redis 8 sets these as its own options, earlier ones through the module. */
    private static void makeQueriesFailAloud(RedisProbe probe) {
        if (!probe.reply("CONFIG", "SET", "search-on-timeout", "fail", "search-default-dialect", "2")
                .startsWith("+")) {
            probe.reply("FT.CONFIG", "SET", "ON_TIMEOUT", "fail");
            probe.reply("FT.CONFIG", "SET", "DEFAULT_DIALECT", "2");
        }
    }

    private void remember() {
        try {
            Files.createDirectories(place.directory());
            Files.writeString(portFile(place.directory()), Integer.toString(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int rememberedPort(Path directory) {
        try {
            Path file = portFile(directory);
            return Files.exists(file) ? Integer.parseInt(Files.readString(file).trim()) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path portFile(Path directory) {
        return directory.resolve("redis.port");
    }

    private static Path pidFile(Path directory) {
        return directory.resolve("redis.pid");
    }
}

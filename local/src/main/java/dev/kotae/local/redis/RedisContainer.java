package dev.kotae.local.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The container of one folder: it is named in a file there, since ending the engine's client does not end the container. */
final class RedisContainer {
    private RedisContainer() {}

    static List<String> command(RedisSource.Container container, Path directory, int port, String instance) {
        String name = "kotae-redis-" + port;
        List<String> command = new ArrayList<>(List.of(container.engine().toString(), "run", "--rm", "--name", name));
        command.addAll(List.of("-p", "127.0.0.1:" + port + ":6379", "-v", directory.toAbsolutePath() + ":/data"));
        command.add(RedisSource.Container.IMAGE);
        write(directory, container.engine() + "\n" + name);
        return new RedisOptions("0.0.0.0", 6379, "/data", instance)
                .command(with(command, "redis-server"), Optional.empty());
    }

    /** Ends the folder's container at once, if it has one. */
    static void remove(Path directory) {
        try {
            Path file = file(directory);
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                new ProcessBuilder(lines.get(0), "rm", "-f", lines.get(1))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> with(List<String> command, String last) {
        command.add(last);
        return command;
    }

    private static void write(Path directory, String text) {
        try {
            Files.writeString(file(directory), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Path directory) {
        return directory.resolve("redis.container");
    }
}

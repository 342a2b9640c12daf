package dev.kotae.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The {@code ./kotae} command, run as a person runs it. */
public final class Kotae {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Path.of(System.getProperty("kotae.root")).toAbsolutePath();

    private final Path state;
    private final Map<String, String> environment;

    /** @param state where the suite keeps what it has */
    public Kotae(Path state) {
        this(state, Map.of());
    }

    /** @param environment variables beside those of this process */
    public Kotae(Path state, Map<String, String> environment) {
        this.state = state;
        this.environment = Map.copyOf(environment);
    }

    /** What a command did. */
    public record Result(int exit, String out, String err) {

        /** The output as JSON, of a command that must have succeeded. */
        public JsonNode json() {
            assertThat(exit).as("exit code; it said: %s %s", out, err).isZero();
            try {
                return JSON.readTree(out);
            } catch (IOException e) {
                throw new UncheckedIOException("Not JSON: " + out, e);
            }
        }
    }

    /** Runs a command to its end, at most five minutes. */
    public Result run(String... arguments) {
        return run(null, arguments);
    }

    /** Runs a command with a file as its standard input. */
    public Result run(Path input, String... arguments) {
        try {
            Path out = Files.createTempFile("kotae", ".out");
            Path err = Files.createTempFile("kotae", ".err");
            ProcessBuilder builder = new ProcessBuilder(command(arguments))
                    .directory(ROOT.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            if (input != null) {
                builder.redirectInput(input.toFile());
            }
            Process process = builder.start();
            if (input == null) {
                process.getOutputStream().close();
            }
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "kotae " + String.join(" ", arguments) + " did not end: " + read(out) + read(err));
            }
            Result result = new Result(process.exitValue(), read(out), read(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("kotae").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--dir", state.toString()));
        return command;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}

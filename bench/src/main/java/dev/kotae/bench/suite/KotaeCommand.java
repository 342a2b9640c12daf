package dev.kotae.bench.suite;

import dev.kotae.local.process.Folders;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The command {@code ./kotae} on one folder of state.
 *
 * @param root the project's folder
 * @param state the suite's folder of state
 */
public record KotaeCommand(Path root, Path state) {

    /**
     * Runs it to its end.
     *
     * @param environment further variables
     * @return what it printed
     * @throws IOException if it fails or takes more than five minutes; says what it printed
     */
    public String run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("kotae").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--dir", state.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("kotae " + String.join(" ", arguments) + " failed: " + said);
        }
        return said;
    }

    /** Stops the suite in the folder of state, if one runs, and removes the folder. */
    public void downAndWipe() throws IOException {
        try {
            if (Files.exists(state)) {
                run(Map.of(), "down", "--wipe");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The suite in " + state + " was not stopped");
        }
        Folders.delete(state);
    }
}

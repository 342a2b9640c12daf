package dev.kotae.local.fetch;

import dev.kotae.local.process.Executables;
import dev.kotae.local.process.PartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Python interpreter.
 *
 * @param program where it is
 */
record Python(Path program) {

    /** The one on the PATH. */
    static Optional<Python> onPath() {
        return Stream.of("python3", "python")
                .map(Executables::find)
                .flatMap(Optional::stream)
                .findFirst()
                .map(Python::new);
    }

    /**
     * Runs it to its end.
     *
     * @param log the file that its output is written to
     * @return whether it succeeded
     */
    boolean run(Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new PartFailedException("python was interrupted", e);
        }
    }

    /** The last line of a log that says something. */
    static String lastLine(Path log) throws IOException {
        List<String> lines =
                Files.readString(log).lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "no message" : lines.get(lines.size() - 1).strip();
    }
}

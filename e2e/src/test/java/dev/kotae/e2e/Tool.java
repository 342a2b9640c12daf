package dev.kotae.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program that not every machine has. */
public final class Tool {

    private final Path path;

    private Tool(Path path) {
        this.path = path;
    }

    /**
     * Finds it on the PATH or in one of some folders. Skips the test where there is none, unless tools are required.
     *
     * @param name its file's name
     */
    public static Tool find(String name, Path... folders) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")).map(Path::of), Stream.of(folders))
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Tool::new)
                .orElseGet(() -> {
                    String missing = "There is no " + name + " on the PATH; CONTRIBUTING.md says how to install it";
                    assertThat(System.getProperty("kotae.tools")).as(missing).isNotEqualTo("required");
                    return Assumptions.abort(missing);
                });
    }

    /** Runs it to its end, at most a minute, and returns what it wrote. It must succeed. */
    public String run(Path folder, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(path.getFileName().toString(), ".out");
        Path err = Files.createTempFile(path.getFileName().toString(), ".err");
        try {
            Process process = builder(folder, arguments)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = process.waitFor(1, TimeUnit.MINUTES);
            process.destroyForcibly();
            assertThat(ended && process.exitValue() == 0)
                    .as("%s %s: %s%s", path, List.of(arguments), Files.readString(out), Files.readString(err))
                    .isTrue();
            return Files.readString(out);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** How to run it in a folder. */
    public ProcessBuilder builder(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile());
    }
}

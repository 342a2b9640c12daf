package dev.kotae.query.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program in another language, with the client library that {@code .ci/run} keeps in the user's cache. */
final class ClientProgram {

    private static final Path PROGRAMS =
            Path.of(System.getProperty("kotae.root"), "query-service/src/test/resources/clients");

    private ClientProgram() {}

    /** Runs a Python program and reads the JSON it prints. */
    static JsonNode python(String program, String... arguments) throws IOException, InterruptedException {
        return run("python3", "openai-python", "PYTHONPATH", program, arguments);
    }

    /** Runs a Node program and reads the JSON it prints. */
    static JsonNode node(String program, String... arguments) throws IOException, InterruptedException {
        return run("node", "openai-node/node_modules", "KOTAE_NODE_MODULES", program, arguments);
    }

    private static JsonNode run(String command, String library, String variable, String program, String... arguments)
            throws IOException, InterruptedException {
        Path folder = cache().resolve(library);
        if (!Files.isDirectory(folder)) {
            String missing = "There is no " + folder + "; .ci/run says how it is installed";
            assertThat(System.getProperty("kotae.tools")).as(missing).isNotEqualTo("required");
            Assumptions.abort(missing);
        }
        List<String> line =
                new ArrayList<>(List.of(command, PROGRAMS.resolve(program).toString()));
        line.addAll(List.of(arguments));
        Path out = Files.createTempFile("client", ".json");
        Path err = Files.createTempFile("client", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(Map.of(variable, folder.toString(), "NO_PROXY", "*", "no_proxy", "*"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES))
                    .as("%s ended", program)
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(err)).isZero();
            return new ObjectMapper().readTree(out.toFile());
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static Path cache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("kotae");
    }
}

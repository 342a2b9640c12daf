package dev.kotae.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The real kustomize, found on the PATH or where {@code go install} puts it. */
final class Kustomize {

    private static final Path ROOT = Path.of(System.getProperty("kotae.root"));

    private Kustomize() {}

    /** The objects that an overlay is built to. Skips the test where there is no kustomize, unless tools are required. */
    static List<JsonNode> build(String overlay) throws IOException, InterruptedException {
        Optional<Path> kustomize = find();
        if (kustomize.isEmpty()) {
            String missing =
                    "kustomize is neither on the PATH nor in Go's bin folder; CONTRIBUTING.md says how to install it";
            assertThat(System.getProperty("kotae.tools")).as(missing).isNotEqualTo("required");
            Assumptions.abort(missing);
        }
        Path out = Files.createTempFile("kustomize", ".yaml");
        Path err = Files.createTempFile("kustomize", ".err");
        Process process = new ProcessBuilder(
                        kustomize.orElseThrow().toString(),
                        "build",
                        ROOT.resolve("k8s/overlays/" + overlay).toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        boolean ended = process.waitFor(1, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0).as(Files.readString(err)).isTrue();
        try (MappingIterator<JsonNode> objects =
                new YAMLMapper().readerFor(JsonNode.class).readValues(out.toFile())) {
            return objects.readAll();
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static Optional<Path> find() {
        String gopath = System.getenv().getOrDefault("GOPATH", System.getProperty("user.home") + "/go");
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of(gopath + "/bin"))
                .map(folder -> Path.of(folder, "kustomize"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}

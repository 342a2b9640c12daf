package dev.kotae.e2e.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.kotae.e2e.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The real kustomize, found on the PATH or where {@code go install} puts it. */
public final class Kustomize {

    private static final Path ROOT = Path.of(System.getProperty("kotae.root")).toAbsolutePath();

    private Kustomize() {}

    /** The objects that a folder under {@code k8s/} is built to. Skips the test where there is no kustomize, unless tools are required. */
    public static List<JsonNode> build(String folder) throws IOException, InterruptedException {
        return build(ROOT.resolve("k8s").resolve(folder));
    }

    /** The objects that a folder is built to. */
    static List<JsonNode> build(Path folder) throws IOException, InterruptedException {
        String gopath = System.getenv().getOrDefault("GOPATH", System.getProperty("user.home") + "/go");
        String yaml = Tool.find("kustomize", Path.of(gopath, "bin")).run(ROOT, "build", folder.toString());
        try (MappingIterator<JsonNode> objects =
                new YAMLMapper().readerFor(JsonNode.class).readValues(yaml)) {
            return objects.readAll();
        }
    }
}

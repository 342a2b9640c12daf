package dev.kotae.e2e.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The environment variables that a built service reads: Quarkus' own from its jars, Kotae's from the sources. */
final class KnownSettings {

    private static final Path ROOT = Path.of(System.getProperty("kotae.root"));
    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";
    private static final Pattern SINGLE = Pattern.compile("@ConfigProperty\\(\\s*name = \"(kotae\\.[^\"]+)\"");
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"(kotae[^\"]*)\"\\)");
    private static final Pattern METHOD = Pattern.compile("(?m)^    [A-Z@][^;=()]*? (\\w+)\\(\\);");

    private KnownSettings() {}

    /** Variables of the Quarkus extensions of a service that have an effect at run time. */
    static Set<String> ofQuarkus(String service) throws IOException {
        Set<String> variables = new TreeSet<>();
        try (Stream<Path> jars = Files.list(ROOT.resolve(service + "/target/quarkus-app/lib/main"))) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                try (ZipFile zip = new ZipFile(jar.toFile())) {
                    ZipEntry model = zip.getEntry(MODEL);
                    if (model != null) {
                        try (InputStream json = zip.getInputStream(model)) {
                            collect(new ObjectMapper().readTree(json), variables);
                        }
                    }
                }
            }
        }
        return variables;
    }

    private static void collect(JsonNode node, Set<String> variables) {
        if (node.path("phase").asText().equals("RUN_TIME")) {
            node.findValuesAsText("environmentVariable").forEach(variables::add);
        }
        node.forEach(child -> collect(child, variables));
    }

    /** Variables of Kotae itself, as its sources declare them. */
    static Set<String> ofKotae(String service) throws IOException {
        Set<String> properties = new TreeSet<>();
        for (String module : List.of("common", service)) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    declared(Files.readString(file), properties);
                }
            }
        }
        Set<String> variables = new TreeSet<>();
        properties.forEach(
                property -> variables.add(property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")));
        return variables;
    }

    private static void declared(String source, Set<String> properties) {
        Matcher single = SINGLE.matcher(source);
        while (single.find()) {
            properties.add(single.group(1));
        }
        Matcher mapping = MAPPING.matcher(source);
        if (mapping.find()) {
            Matcher method = METHOD.matcher(source);
            while (method.find()) {
                properties.add(mapping.group(1) + "."
                        + method.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
            }
        }
    }
}

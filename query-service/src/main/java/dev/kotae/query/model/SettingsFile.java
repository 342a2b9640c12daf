package dev.kotae.query.model;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Settings of the catalogue in a file that can change while the service runs, such as a mounted ConfigMap: the same names as
 * everywhere, as YAML or properties. It stands below the environment and above what is built in. Blocks.
 */
final class SettingsFile {

    /** Between {@code application.properties} beside a jar (260, 270) and the environment (300). */
    private static final int ORDINAL = 280;

    private static final String[] FAMILIES = {"kotae.providers.", "kotae.models.", "kotae.catalogue."};
    private static final String DEFAULT_MODEL = "kotae.default-model";
    private static final String BUILT_IN = "extractive";
    private static final int MAX_BYTES = 1 << 20;

    private final Path path;
    private final Config base;

    SettingsFile(Path path, Config base) {
        this.path = path;
        this.base = base;
    }

    /** Its text; what it says counts only once {@link #settings} has read it. */
    String text() throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException("It has more than " + MAX_BYTES + " bytes");
        }
        return Files.readString(path);
    }

    /**
     * All settings with the file's among them.
     *
     * @throws IllegalArgumentException in words that name the place but no value: values may be secret
     */
    Settings settings(String text) {
        try {
            ConfigSource source = source(text);
            String unknown = source.getPropertyNames().stream()
                    .filter(name -> !name.equals(DEFAULT_MODEL)
                            && Arrays.stream(FAMILIES).noneMatch(name::startsWith))
                    .sorted()
                    .collect(Collectors.joining(", "));
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException("Nothing here is called " + unknown);
            }
            return settings(config(source));
        } catch (MarkedYAMLException e) {
            throw new IllegalArgumentException(
                    "It is no YAML: line " + (e.getProblemMark().getLine() + 1) + ", column "
                            + (e.getProblemMark().getColumn() + 1) + ": " + e.getProblem());
        } catch (ConfigValidationException e) {
            StringBuilder problems = new StringBuilder();
            for (int i = 0; i < e.getProblemCount(); i++) {
                problems.append(i == 0 ? "" : "; ")
                        .append(withoutValue(e.getProblem(i).getMessage()));
            }
            throw new IllegalArgumentException(problems.toString());
        }
    }

    /** What a converter says of a value repeats the value. */
    private static String withoutValue(String message) {
        int value = message.indexOf(" with the config value");
        return value < 0 ? message : message.substring(0, value) + " has a value that cannot be read";
    }

    static Settings settings(SmallRyeConfig config) {
        return new Settings(
                config.getConfigMapping(ProviderConfig.class),
                config.getConfigMapping(ModelConfig.class),
                config.getConfigMapping(CatalogueConfig.class),
                config.getOptionalValue(DEFAULT_MODEL, String.class).orElse(BUILT_IN));
    }

    private SmallRyeConfig config(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters() // Quarkus' own durations
                .withProfiles(base.unwrap(SmallRyeConfig.class).getProfiles())
                .withSources(StreamSupport.stream(base.getConfigSources().spliterator(), false)
                        .toArray(ConfigSource[]::new))
                .withSources(source)
                .withMapping(ProviderConfig.class)
                .withMapping(ModelConfig.class)
                .withMapping(CatalogueConfig.class)
                .build();
    }

    private ConfigSource source(String text) {
        String name = path.getFileName().toString();
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return new YamlConfigSource(name, text, ORDINAL);
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalArgumentException("It cannot be read as properties", e);
        }
        TreeMap<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return new PropertiesConfigSource(values, name, ORDINAL);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

package dev.kotae.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages find the modules that they import, as a browser would look for them. */
class ImportMapTest {

    private static final Path WEB = Path.of("src/main/resources/META-INF/resources/web");
    private static final Pattern IMPORT =
            Pattern.compile("(?:^|[;}\\s])(?:import|export)(?:[\\s\\w$*{},]*?from)?\\s*[\"']([^\"']+)[\"']");

    @Test
    void everyModuleThatIsNamedIsThere() throws IOException {
        Deque<String> open = new ArrayDeque<>();
        imports().properties().forEach(entry -> {
            if (!entry.getKey().endsWith("/")) {
                open.add(entry.getValue().asText());
            }
        });
        try (Stream<Path> files = Files.list(WEB)) {
            files.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".js"))
                    .forEach(file -> open.add("/web/" + file));
        }
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String module = open.remove();
            if (seen.add(module)) {
                Matcher imported = IMPORT.matcher(source(module));
                while (imported.find()) {
                    open.add(resolve(imported.group(1), module));
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(10);
    }

    @Test
    void pagesMayHaveItInline() throws Exception {
        Properties settings = new Properties();
        try (var file = ImportMapTest.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            settings.load(file);
        }
        byte[] map = Files.readAllBytes(WEB.resolve("importmap.json"));
        assertThat(settings.getProperty("kotae.pages.script-hashes"))
                .isEqualTo("sha256-"
                        + Base64.getEncoder()
                                .encodeToString(
                                        MessageDigest.getInstance("SHA-256").digest(map)));
    }

    @Test
    void nothingComesFromAnotherHost() throws IOException {
        imports().forEach(target -> assertThat(target.asText()).startsWith("/").doesNotStartWith("//"));
    }

    private static String resolve(String name, String from) throws IOException {
        if (name.startsWith(".")) {
            return Path.of(from).getParent().resolve(name).normalize().toString();
        }
        JsonNode imports = imports();
        if (imports.has(name)) {
            return imports.get(name).asText();
        }
        String prefix = name.substring(0, name.indexOf('/') + 1);
        assertThat(imports.has(prefix)).as(from + " imports " + name).isTrue();
        return imports.get(prefix).asText() + name.substring(prefix.length());
    }

    private static String source(String module) {
        try (var stream = ImportMapTest.class.getResourceAsStream("/META-INF/resources" + module)) {
            assertThat(stream).as(module).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode imports() throws IOException {
        return new ObjectMapper()
                .readTree(WEB.resolve("importmap.json").toFile())
                .get("imports");
    }
}

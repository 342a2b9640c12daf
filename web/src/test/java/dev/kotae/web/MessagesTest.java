package dev.kotae.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {

    private static final Path FOLDER = Path.of("src/main/resources/META-INF/resources/web/messages");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern USED = Pattern.compile("\\btext\\('([\\w.-]+)'");
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    static Stream<String> catalogues() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString().replaceAll("\\.(en|ja)\\.json$", ""))
                    .distinct()
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("catalogues")
    void bothLanguagesHaveTheSameKeysAndPlaceholders(String catalogue) throws IOException {
        Map<String, String> english = read(catalogue, "en");
        Map<String, String> japanese = read(catalogue, "ja");
        assertThat(japanese.keySet()).isEqualTo(english.keySet());
        english.forEach((key, text) -> {
            assertThat(text).as(key).isNotBlank();
            assertThat(japanese.get(key)).as(key).isNotBlank();
            assertThat(placeholders(japanese.get(key))).as(key).isEqualTo(placeholders(text));
        });
    }

    @Test
    void noKeyStandsInTwoCatalogues() throws IOException {
        Map<String, String> owners = new TreeMap<>();
        for (String catalogue : catalogues().toList()) {
            for (String key : read(catalogue, "en").keySet()) {
                assertThat(owners.put(key, catalogue)).as(key).isNull();
            }
        }
    }

    @Test
    void everyTextThatAModuleNamesExists() throws IOException {
        Map<String, String> known = new TreeMap<>();
        for (String catalogue : catalogues().toList()) {
            known.putAll(read(catalogue, "en"));
        }
        for (Path folder : List.of(
                Path.of("src/main/resources/META-INF/resources/web"),
                Path.of("../query-service/src/main/resources/META-INF/resources"),
                Path.of("../eval-service/src/main/resources/META-INF/resources"))) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> modules = Files.walk(folder)) {
                for (Path module :
                        modules.filter(file -> file.toString().endsWith(".js")).toList()) {
                    Set<String> used = USED.matcher(Files.readString(module))
                            .results()
                            .map(found -> found.group(1))
                            .collect(Collectors.toSet());
                    assertThat(known.keySet()).as(module.toString()).containsAll(used);
                }
            }
        }
    }

    private static Map<String, String> read(String catalogue, String language) throws IOException {
        return JSON.readValue(
                FOLDER.resolve(catalogue + "." + language + ".json").toFile(), new TypeReference<>() {});
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}

package dev.kotae.query.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConsolePageTest {

    private static final Pattern SCRIPT = Pattern.compile("<script\\b([^>]*)>([^<]*)</script>");

    @Test
    void itsOnlyInlineScriptIsTheImportMapThatThePolicyAllows() throws IOException {
        Matcher script = SCRIPT.matcher(resource("/index.html"));
        int inline = 0;
        while (script.find()) {
            if (!script.group(2).isEmpty()) {
                inline++;
                assertThat(script.group(1)).isEqualTo(" type=\"importmap\"");
                assertThat(script.group(2)).isEqualTo(resource("/web/importmap.json"));
            }
        }
        assertThat(inline).isEqualTo(1);
    }

    @Test
    void whatTheImportMapNamesIsServedHere() throws IOException {
        var targets =
                new ObjectMapper().readTree(resource("/web/importmap.json")).get("imports");
        targets.forEach(target -> {
            // Jars have no entry for a folder; one of its files is named beside it
            String file = target.asText().replaceAll("(/_static/lit[\\w-]*/[^/]+/)$", "$1package.json");
            if (!file.endsWith("/")) {
                assertThat(getClass().getResource("/META-INF/resources" + file))
                        .as(file)
                        .isNotNull();
            }
        });
    }

    @Test
    void itTakesNothingFromAnotherHost() throws IOException {
        assertThat(resource("/index.html")).doesNotContain("//");
        assertThat(resource("/console/console.css")).doesNotContain("url(").doesNotContain("@import");
        assertThat(resource("/web/base.css")).doesNotContain("url(").doesNotContain("@import");
    }

    private String resource(String path) throws IOException {
        try (var stream = getClass().getResourceAsStream("/META-INF/resources" + path)) {
            assertThat(stream).as(path).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

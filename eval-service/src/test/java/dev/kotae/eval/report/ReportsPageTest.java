package dev.kotae.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportsPageTest {

    private static final Pattern SCRIPT = Pattern.compile("<script\\b([^>]*)>([^<]*)</script>");

    @Test
    void itsOnlyInlineScriptIsTheImportMapWordForWord() throws IOException {
        List<String> inline = SCRIPT.matcher(resource("/reports/index.html"))
                .results()
                .map(script -> script.group(2))
                .filter(text -> !text.isEmpty())
                .toList();
        assertThat(inline).containsExactly(resource("/web/importmap.json"));
    }

    @Test
    void everythingItNamesIsServedHereAndNothingComesFromAnotherHost() throws IOException {
        String page = resource("/reports/index.html");
        assertThat(page).doesNotContain("//");
        List<String> files = Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(files)
                .contains("/reports/reports.js", "/reports/reports.css")
                .allSatisfy(this::exists);
        for (JsonNode target :
                new ObjectMapper().readTree(resource("/web/importmap.json")).path("imports")) {
            if (!target.asText().endsWith("/")) {
                exists(target.asText());
            }
        }
        for (MatchResult module : Pattern.compile("from '\\./([\\w-]+\\.js)'|import '\\./([\\w-]+\\.js)'")
                .matcher(resource("/reports/reports.js"))
                .results()
                .toList()) {
            exists("/reports/" + (module.group(1) == null ? module.group(2) : module.group(1)));
        }
    }

    private void exists(String path) {
        assertThat(getClass().getResource("/META-INF/resources" + path))
                .as(path)
                .isNotNull();
    }

    private String resource(String path) throws IOException {
        try (var stream = getClass().getResourceAsStream("/META-INF/resources" + path)) {
            assertThat(stream).as(path).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package dev.kotae.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.e2e.Kotae;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first tour, run line by line as it stands there. */
@Order(3)
class ReadmeIT {

    private static final List<String> DOWN = List.of("down");
    private static final Pattern ANSWER_ID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.1\\.[\\w-]{22}");

    @TempDir
    Path folder;

    private Kotae kotae;

    @AfterEach
    void down() {
        if (kotae != null) {
            kotae.run("down", "--wipe");
        }
    }

    @Test
    void theFirstTourWorksAsWritten() throws Exception {
        // Given both languages' tours, the second without a stop or another start in between
        List<List<String>> tour = new ArrayList<>(commands("README.md"));
        assertThat(tour.get(0)).startsWith("up");
        assertThat(tour).last().isEqualTo(DOWN);
        tour.removeIf(DOWN::equals);
        tour.addAll(commands("README.ja.md"));
        assertThat(tour).last().isEqualTo(DOWN);
        tour.removeIf(DOWN::equals);
        kotae = new Kotae(folder.resolve("state"));

        // When, then
        String answer = "ANSWER";
        for (List<String> command : tour) {
            boolean small = command.contains(ApiExamples.SECOND_MODEL);
            if (small && !isOffered()) {
                continue;
            }
            String id = answer;
            String[] arguments = command.stream()
                    .map(word -> word.equals("ANSWER") ? id : word)
                    .toArray(String[]::new);
            Kotae.Result result = kotae.run(arguments);
            assertThat(result.exit())
                    .as("./kotae %s said: %s %s", String.join(" ", arguments), result.out(), result.err())
                    .isZero();
            Matcher printed = ANSWER_ID.matcher(result.out());
            if (command.get(0).equals("ask")) {
                assertThat(printed.find())
                        .as("an answer id below the answer: %s", result.out())
                        .isTrue();
                answer = printed.group();
                assertThat(result.out())
                        .as("citations")
                        .containsPattern("(?m)^\\[\\d+] ")
                        .contains(small ? "guide/" : ".md");
            }
            if (command.get(0).equals("report")) {
                assertThat(result.out()).contains("extractive");
                assertThat(result.out().contains(ApiExamples.SECOND_MODEL)).isEqualTo(isOffered());
            }
        }

        // And then, before the stop that ends both tours
        ApiExamples examples = new ApiExamples(addresses(), isOffered());
        assertThat(examples.runCommands("docs/api.md")).isGreaterThan(12);
        for (String page : List.of("docs/guide/en/ask.md", "docs/guide/ja/ask.md")) {
            assertThat(examples.runPython(page)).hasSize(1).allSatisfy(printed -> assertThat(printed)
                    .contains("[1]", ".md"));
        }
        assertThat(kotae.run(DOWN.toArray(String[]::new)).exit()).isZero();
    }

    /** Whether the small language model is there; without pip it is not. */
    private boolean isOffered() {
        boolean offered = kotae.run("models").out().contains(ApiExamples.SECOND_MODEL);
        assertThat(offered || !"required".equals(System.getProperty("kotae.tools")))
                .as("the small model is offered")
                .isTrue();
        return offered;
    }

    private Map<String, String> addresses() {
        Map<String, String> addresses = new HashMap<>();
        Map<String, String> ports = Map.of("query", "8080", "ingest", "8081", "eval", "8082");
        kotae.run("status", "--json")
                .json()
                .get("services")
                .forEach(service -> addresses.put(
                        "http://localhost:" + ports.get(service.get("name").asText()),
                        service.get("url").asText()));
        return addresses;
    }

    private static List<List<String>> commands(String page) throws Exception {
        List<String> lines = Pages.runnable(page);
        assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(line).startsWith("./kotae "));
        return Pages.commands(String.join("\n", lines));
    }
}

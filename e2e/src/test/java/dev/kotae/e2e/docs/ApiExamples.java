package dev.kotae.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Examples that call the running suite: {@code curl} commands with what they return, and programs. */
final class ApiExamples {

    static final String SECOND_MODEL = "smollm2-135m-instruct";

    private static final Path ROOT = Path.of(System.getProperty("kotae.root"));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CURL = Pattern.compile(
            "^```bash\\n(curl.*?)^```\\n\\n```(json|text)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern PYTHON =
            Pattern.compile("^```python\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private final Map<String, String> addresses;
    /** What stands for ids on the pages, and the ids that were returned last. */
    private final Map<String, String> ids = new HashMap<>();

    private final boolean secondModel;

    /**
     * @param addresses where what the pages name really is
     * @param secondModel whether the small language model is there, with which the built-in one is compared
     */
    ApiExamples(Map<String, String> addresses, boolean secondModel) {
        this.addresses = addresses;
        this.secondModel = secondModel;
    }

    /** Runs a page's commands and compares what they return with what stands below them; returns how many there are. */
    int runCommands(String page) throws IOException, InterruptedException {
        Matcher example = CURL.matcher(Files.readString(ROOT.resolve(page)));
        int run = 0;
        while (example.find()) {
            String command = example.group(1);
            if (!secondModel && (command.contains(SECOND_MODEL) || command.contains("SECOND"))) {
                System.out.println("Left out, since there is no " + SECOND_MODEL + ": " + command);
                assertThat(System.getProperty("kotae.tools")).as(SECOND_MODEL).isNotEqualTo("required");
                continue;
            }
            String out = run(List.of("bash", "-c", real(command)), Map.of());
            if (example.group(2).equals("json")) {
                JsonNode returned = JSON.readTree(out);
                compare(command, JSON.readTree(example.group(3)), returned);
                remember(returned);
            } else {
                assertThat(out.replace(": ", ":").lines())
                        .as("%s returned %s", command, out)
                        .satisfies(lines -> example.group(3)
                                .replace(": ", ":")
                                .lines()
                                .forEach(line -> assertThat(lines).anyMatch(sent -> sent.startsWith(line))));
            }
            run++;
        }
        return run;
    }

    /** Runs a page's Python programs and returns what they print; skips the test where the client for Python is not there. */
    List<String> runPython(String page) throws IOException, InterruptedException {
        Path library = library();
        List<String> printed = new ArrayList<>();
        Matcher program = PYTHON.matcher(Files.readString(ROOT.resolve(page)));
        while (program.find()) {
            printed.add(run(
                    List.of("python3", "-c", real(program.group(1))),
                    Map.of("PYTHONPATH", library.toString(), "NO_PROXY", "*")));
        }
        return printed;
    }

    private void remember(JsonNode returned) {
        if (returned.path("text").isTextual()) {
            ids.put("ANSWER", returned.get("id").asText());
        }
        if (returned.path("answers").path(0).has("text")) {
            ids.put("FIRST", returned.at("/answers/0/id").asText());
            ids.put("SECOND", returned.at("/answers/1/id").asText());
        }
    }

    private String real(String text) {
        String real = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            real = real.replace(id.getKey(), id.getValue());
        }
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            real = real.replace(address.getKey(), address.getValue());
        }
        return real;
    }

    /** Every field that the page shows is there and of the kind that the page shows; null stands for any. */
    private static void compare(String where, JsonNode shown, JsonNode returned) {
        if (shown.isObject()) {
            assertThat(returned.isObject())
                    .as("%s: %s is an object", where, returned)
                    .isTrue();
            shown.properties().forEach(field -> {
                assertThat(returned.has(field.getKey()))
                        .as("%s: %s has %s", where, returned, field.getKey())
                        .isTrue();
                compare(where + " " + field.getKey(), field.getValue(), returned.get(field.getKey()));
            });
        } else if (shown.isArray()) {
            assertThat(returned.isArray())
                    .as("%s: %s is a list", where, returned)
                    .isTrue();
            if (!shown.isEmpty()) {
                assertThat(returned).as(where).isNotEmpty();
                compare(where + "[]", shown.get(0), returned.get(0));
            }
        } else if (!shown.isNull()) {
            assertThat(returned.getNodeType()).as("%s: %s", where, returned).isEqualTo(shown.getNodeType());
        }
    }

    private static String run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("example", ".out");
        Path err = Files.createTempFile("example", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES))
                    .as("%s ended", command)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("%s said %s", command, Files.readString(err))
                    .isZero();
            return Files.readString(out, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static Path library() {
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isBlank())
                .orElse(System.getProperty("user.home") + "/.cache");
        Path library = Path.of(cache, "kotae", "openai-python");
        if (!Files.isDirectory(library)) {
            String missing = "There is no " + library + "; .ci/run says how it is installed";
            assertThat(System.getProperty("kotae.tools")).as(missing).isNotEqualTo("required");
            Assumptions.abort(missing);
        }
        return library;
    }
}

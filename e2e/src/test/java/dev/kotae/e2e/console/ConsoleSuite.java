package dev.kotae.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.kotae.e2e.Kotae;
import dev.kotae.e2e.Suite;
import dev.kotae.local.testing.Script;
import dev.kotae.local.testing.ScriptedModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One suite and one Chromium for all tests of the console, started for the first of them and gone after the last. */
public final class ConsoleSuite implements AutoCloseable {

    /** A busy machine takes longer than Playwright's five seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What is told of models once they are offered. */
    private static final String CATALOGUE =
            """
            kotae:
              models:
                steady:
                  price: {input: 2.0, output: 8.0, currency: EUR}
                away:
                  fallback: steady
            """;

    private final Path folder;
    private final ScriptedModels models = ScriptedModels.start();
    private final Chromium chromium;
    private final Suite suite;

    private ConsoleSuite() {
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        try {
            folder = Files.createTempDirectory("kotae-console");
            Files.writeString(folder.resolve("catalogue.yaml"), CATALOGUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Kotae kotae = new Kotae(
                folder.resolve("state"),
                Map.of(
                        "KOTAE_PROVIDERS_SCRIPTED_BASE_URL", models.baseUrl(),
                        "KOTAE_CATALOGUE_REFRESH", "500ms",
                        "KOTAE_CATALOGUE_FILE", folder.resolve("catalogue.yaml").toString(),
                        "KOTAE_EVAL_GAUGES_EVERY", "1s",
                        "KOTAE_ANSWERS_MAX_CHUNKS", "20",
                        "KOTAE_ANSWERS_PROMPT_TOKENS", "20000"));
        try {
            suite = Suite.up(kotae);
        } catch (AssertionError halfStarted) {
            kotae.run("down");
            chromium.close();
            models.close();
            throw halfStarted;
        }
    }

    /** Gives it to test classes that ask for it in their constructor. */
    public static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ConsoleSuite.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(ConsoleSuite.class, type -> new ConsoleSuite());
        }
    }

    /** The running suite. */
    public Suite suite() {
        return suite;
    }

    Chromium chromium() {
        return chromium;
    }

    /** The model server beside it. */
    public ScriptedModels models() {
        return models;
    }

    String console() {
        return suite.url("query", "url") + "/";
    }

    String eval() {
        return suite.url("eval", "url");
    }

    /** Publishes lines of JSON, all of which must be applied. */
    public void publish(String collection, String lines) throws IOException {
        Path file = Files.createTempFile(folder, "changes", ".jsonl");
        Files.writeString(file, lines);
        JsonNode report = suite.kotae()
                .run("publish", "--collection", collection, "--json", file.toString())
                .json();
        assertThat(report.at("/outcomes/applied").asLong())
                .as(report.toString())
                .isEqualTo(lines.lines().count());
    }

    /** Offers a model and waits until the catalogue has it. */
    public void offer(String model, Script script) {
        models.offer(model, script);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        suite.get("query", "/api/models").get("models"))
                .anySatisfy(known -> {
                    assertThat(known.get("id").asText()).isEqualTo(model);
                    assertThat(known.get("state").asText()).isEqualTo("ready");
                }));
    }

    @Override
    public void close() {
        chromium.close();
        suite.down();
        models.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

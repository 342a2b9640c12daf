package dev.kotae.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pictures of the console in {@code docs/images}: the four main views, of the real suite with the guide published and its two real
 * models. Taken only when {@code kotae.screenshots} names a folder.
 */
@EnabledIfSystemProperty(named = "kotae.screenshots", matches = ".+")
@UsesConsoleSuite
class ConsoleScreenshotsIT {

    private static final String COLLECTION = "guide";
    private static final List<String> PAIR = List.of("extractive", "smollm2-135m-instruct");
    private static final Map<String, String> QUESTIONS =
            Map.of("en", "How do I delete a document?", "ja", "コンソールで引用を確認するにはどうすればよいですか");
    private static boolean published;

    private final ConsoleSuite suite;
    private final Path folder =
            Path.of(System.getProperty("kotae.root")).resolve(System.getProperty("kotae.screenshots", ""));

    ConsoleScreenshotsIT(ConsoleSuite suite) {
        this.suite = suite;
    }

    /** How a view is looked at: the name's ending, and what the browser is like. */
    record Look(String name, String language, ColorScheme scheme, int width, int height) {}

    static Stream<Look> looks() {
        return Stream.of(
                new Look("en", "en", ColorScheme.LIGHT, 1100, 600),
                new Look("ja", "ja", ColorScheme.LIGHT, 1100, 600),
                new Look("dark", "en", ColorScheme.DARK, 1100, 600),
                new Look("360", "en", ColorScheme.LIGHT, 360, 740));
    }

    @BeforeEach
    void theGuideIsPublished() {
        if (!published) {
            suite.suite()
                    .kotae()
                    .run("publish", "--collection", COLLECTION, "docs/guide", "--json")
                    .json();
            published = true;
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void theFourMainViews(Look look) {
        var options = new Browser.NewContextOptions()
                .setLocale(look.language())
                .setColorScheme(look.scheme())
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(look.width(), look.height());
        try (ConsolePage console = new ConsolePage(suite, options)) {
            Page page = console.page();
            // As many chunks as by default; this suite gives more to its other tests
            page.route(
                    "**/api/{answers,comparisons}",
                    route -> route.resume(new Route.ResumeOptions()
                            .setPostData(route.request().postData().replaceFirst("\\{", "{\"maxChunks\":4,"))));
            String question = QUESTIONS.get(look.language());

            console.choose("extractive", COLLECTION);
            var turn = console.ask(question);
            picture(page, "ask", look);
            turn.locator("button.marker").first().click();
            page.locator(".chunk mark").first().waitFor();
            picture(page, "chunk", look);

            console.open("#/models");
            page.locator("table.models tbody tr").first().waitFor();
            picture(page, "models", look);

            console.choosePair(PAIR.get(0), PAIR.get(1), COLLECTION);
            console.compare(question);
            page.locator("kotae-vote").scrollIntoViewIfNeeded();
            page.evaluate("scrollTo(0, 0)");
            picture(page, "compare", look);
            assertThat(console.errors()).isEmpty();
        }
    }

    private void picture(Page page, String view, Look look) {
        Path file = folder.resolve("console-" + view + "-" + look.name() + ".png");
        page.mouse().move(0, 0);
        byte[] picture = page.screenshot(
                new Page.ScreenshotOptions().setPath(file).setAnimations(ScreenshotAnimations.DISABLED));
        assertThat(picture.length).as(file.toString()).isLessThan(150_000);
    }
}

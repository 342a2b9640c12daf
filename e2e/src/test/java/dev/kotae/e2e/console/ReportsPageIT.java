package dev.kotae.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What analysts do with the page of the reports. */
@UsesConsoleSuite
class ReportsPageIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEMO = "#/now?origin=demo";
    private static final int DEMO_MODELS = 3;
    /** What must not stand in the page, whoever wrote it. */
    private static final String HARM = "() => [...document.querySelectorAll('kotae-reports *')].filter(element =>"
            + " /^(script|iframe|object|embed|link|style|base|meta|img|image|video|audio|source|foreignobject)$/i.test(element.localName)"
            + " || [...element.attributes].some(({ name, value }) => /^on/i.test(name) || name === 'srcdoc'"
            + " || (/^(href|src|xlink:href|action)$/i.test(name) && !/^(#|https?:|\\/api\\/)/.test(value))))"
            + ".map(element => element.outerHTML)";

    private static boolean filled;

    private final ConsoleSuite suite;

    @TempDir
    private Path folder;

    ReportsPageIT(ConsoleSuite suite) {
        this.suite = suite;
    }

    @BeforeEach
    void evidence() {
        if (!filled) {
            assertThat(suite.suite().kotae().run("demo", "eval").exit()).isZero();
            filled = true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "ja-JP"})
    void theReportSaysWhoIsBetterInTheReadersLanguageAndComesFromHereAlone(String locale) {
        boolean japanese = locale.startsWith("ja");
        var options = new Browser.NewContextOptions()
                .setLocale(locale)
                .setColorScheme(japanese ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setViewportSize(1280, 900);
        try (Window window = new Window(suite, options)) {
            Page page = open(window, DEMO);
            assertThat(page.locator("html")).hasAttribute("lang", japanese ? "ja" : "en");
            assertThat(page.locator(".verdict"))
                    .containsText(
                            japanese ? "demo-mori はほかのどのモデルよりも優れています" : "demo-mori is better than every other model");
            assertThat(page.locator("kotae-leaderboard tbody tr")).hasCount(DEMO_MODELS);
            assertThat(page.locator("kotae-leaderboard tbody tr").first()).containsText("demo-mori");
            assertThat(page.locator("kotae-leaderboard tr[aria-current=true] th"))
                    .hasText("demo-mori");
            assertThat(page.locator("kotae-leaderboard tbody kotae-interval")).hasCount(2 * DEMO_MODELS);
            assertThat(page.locator("kotae-pareto tbody tr")).hasCount(DEMO_MODELS);
            assertThat(page.locator("kotae-chart .drawing svg path")).not().hasCount(0);
            assertThat(page.locator("kotae-chart")).hasCount(3);
            assertThat(page.locator("kotae-slices tbody tr")).not().hasCount(0);
            page.locator("kotae-answers summary").first().click();
            assertThat(page.locator("kotae-answers details[open] dd").first()).isVisible();
            assertThat(page.locator("body").innerText().lines())
                    .as("keys without a text")
                    .noneMatch(line -> line.matches(".*\\b(reports|state|page|stars|view)\\.[a-z].*"));
            assertThat(window.seriousFindings()).as("findings of axe").isEmpty();
            assertHarmless(window);

            page.setViewportSize(360, 740);
            page.waitForFunction("document.scrollingElement.scrollWidth <= 360");
        }
    }

    @Test
    void filtersNarrowTheReportAndStandInItsAddress() {
        try (Window window = new Window(suite, new Browser.NewContextOptions().setLocale("en-US"))) {
            Page page = open(window, DEMO);
            page.locator("input[name=model]").fill("demo-kaze");
            page.locator("input[name=language]").fill("ja");
            page.locator(".filters button").click();
            assertThat(page.locator("kotae-leaderboard tbody tr")).hasCount(1);
            assertThat(page.locator("kotae-leaderboard tbody tr")).containsText("demo-kaze");
            assertThat(page).hasURL(Pattern.compile(".*#/now\\?language=ja&model=demo-kaze&origin=demo$"));
            assertThat(page.locator("kotae-slices tbody tr")).hasCount(1);

            page.reload();
            assertThat(page.locator("kotae-leaderboard tbody tr")).hasCount(1);
            assertThat(page.locator("input[name=model]")).hasValue("demo-kaze");

            page.goBack();
            assertThat(page.locator("kotae-leaderboard tbody tr")).hasCount(DEMO_MODELS);
            page.locator("input[name=collection]").fill("nothing-there");
            page.keyboard().press("Enter");
            assertThat(page.locator("main .notice")).containsText("No answers yet.");
            assertHarmless(window);
        }
    }

    @Test
    void aPinnedReportKeepsItsNumbersWhileTheLiveOneGoesOn() throws Exception {
        importAll("pinned", List.of(answer("1", "first", "Why?")), List.of(Map.of("answer", "1", "stars", 4)));
        awaitAnswers("pinned", 1);
        String live = "#/now?collection=pinned";
        try (Window window = new Window(suite, new Browser.NewContextOptions().setLocale("en-US"))) {
            Page page = open(window, live);
            page.getByText("Pin this report").click();
            String link = page.locator(".notice[role=status] a").getAttribute("href");
            page.locator(".notice[role=status] a").click();
            assertThat(page.locator(".notice")).containsText("A pinned report: its numbers stay");
            assertThat(page.locator("kotae-leaderboard tbody tr")).hasCount(1);
            String pinned = page.locator("kotae-leaderboard").innerText();

            importAll("pinned-later", List.of(answer("1", "second", "When?")), List.of());
            awaitAnswers("pinned", 2);
            open(window, live);
            assertThat(page.locator("kotae-leaderboard tbody tr")).hasCount(2);
            page.navigate(suite.eval() + link);
            page.reload();
            assertThat(page.locator("kotae-leaderboard tbody tr")).hasCount(1);
            assertThat(page.locator("kotae-leaderboard").innerText()).isEqualTo(pinned);
            assertHarmless(window);
        }
    }

    @Test
    void hostileNamesAndWordsAreTextAndNothingElse() throws Exception {
        List<String> payloads =
                Payloads.all().stream().map(Payloads::inOneLine).limit(40).toList();
        List<Map<String, Object>> answers = new ArrayList<>();
        List<Map<String, Object>> ratings = new ArrayList<>();
        for (int i = 0; i < payloads.size(); i++) {
            String payload = payloads.get(i);
            Map<String, Object> answer = answer(Integer.toString(i), "m" + i % 20 + payloads.get(i % 20), payload);
            answer.put("revision", payload.substring(0, Math.min(60, payload.length())));
            answer.put("provider", payload.substring(0, Math.min(60, payload.length())));
            answer.put("collection", "hostile-names");
            answers.add(answer);
            ratings.add(Map.of("answer", Integer.toString(i), "stars", 1, "comment", payload));
        }
        importAll("hostile", answers, ratings);
        awaitAnswers("hostile-names", payloads.size());
        try (Window window = new Window(suite, new Browser.NewContextOptions().setLocale("en-US"))) {
            Page page = open(window, "#/now?collection=hostile-names");
            assertThat(page.locator("kotae-leaderboard")).containsText("onerror=");
            page.locator("kotae-answers section > button").click();
            assertThat(page.locator("kotae-answers details")).hasCount(10);
            for (Locator answer : page.locator("kotae-answers summary").all()) {
                answer.evaluate("summary => summary.click()");
            }
            page.locator("kotae-slices select").selectOption("provider");
            assertThat(page.locator("kotae-slices")).containsText("onerror=");
            assertHarmless(window);
        }
    }

    private Page open(Window window, String place) {
        Page page = window.page();
        page.navigate("about:blank");
        page.navigate(suite.eval() + "/reports/" + place);
        page.locator("kotae-leaderboard tbody tr, main .notice")
                .first()
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
        return page;
    }

    private void assertHarmless(Window window) {
        assertThat((List<?>) window.page().evaluate(HARM)).isEmpty();
        assertThat(window.page().evaluate("window.pwned")).isNull();
        assertThat(window.dialogs()).isEmpty();
        assertThat(window.violations()).isEmpty();
        assertThat(window.errors()).isEmpty();
        assertThat(window.strayRequests(suite.eval())).isEmpty();
        assertThat(window.requests()).isNotEmpty();
    }

    private static Map<String, Object> answer(String id, String model, String question) {
        Map<String, Object> answer = new java.util.HashMap<>();
        answer.putAll(Map.of(
                "id",
                id,
                "model",
                model,
                "question",
                question,
                "text",
                question,
                "language",
                "en",
                "collection",
                "pinned",
                "totalMillis",
                1000,
                "firstTokenMillis",
                100));
        return answer;
    }

    private void importAll(String origin, List<Map<String, Object>> answers, List<Map<String, Object>> ratings)
            throws Exception {
        for (var rows : Map.of("answers", answers, "ratings", ratings).entrySet()) {
            Path file = folder.resolve(rows.getKey() + ".jsonl");
            List<String> lines = new ArrayList<>();
            for (Map<String, Object> row : rows.getValue()) {
                lines.add(JSON.writeValueAsString(row));
            }
            if (!lines.isEmpty()) {
                var imported = suite.suite()
                        .kotae()
                        .run("import", rows.getKey(), Files.write(file, lines).toString(), "--origin", origin);
                assertThat(imported.exit()).as(imported.out() + imported.err()).isZero();
            }
        }
    }

    private void awaitAnswers(String collection, int expected) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            int answers = 0;
            int ratings = 0;
            for (JsonNode model : suite.suite()
                    .get("eval", "/api/reports/models?collection=" + collection)
                    .get("models")) {
                answers += model.get("answers").asInt();
                ratings += model.at("/ratings/count").asInt();
            }
            assertThat(answers).isEqualTo(expected);
            assertThat(ratings).isPositive();
        });
    }
}

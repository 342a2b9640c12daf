package dev.kotae.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import dev.kotae.e2e.Lines;
import dev.kotae.local.testing.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers do with the console. */
@UsesConsoleSuite
class ConsoleIT {

    private static final String COLLECTION = "kilns";
    private static final String QUESTION = "How hot is the kiln fired?";
    private static final String SENTENCE = "The kiln is fired at 1280 degrees for nine hours.";
    private static final String SECOND_MODEL = "smollm2-135m-instruct";
    private static final int FIRST_LOAD_BYTES = 300_000;
    private static boolean published;

    private final ConsoleSuite suite;

    ConsoleIT(ConsoleSuite suite) {
        this.suite = suite;
    }

    @BeforeEach
    void documentsAndAModel() throws Exception {
        if (!published) {
            suite.publish(
                    COLLECTION,
                    Lines.markdown(
                                    "kiln.md",
                                    null,
                                    "# Kiln\n\n## Firing\n\n" + SENTENCE + "\n",
                                    "https://example.org/kiln")
                            + "\n"
                            + Lines.markdown("kama.md", null, "# 窯\n\n## 焼成\n\n窯は1280度で九時間焼成します。\n", null)
                            + "\n");
            suite.offer("steady", Script.says(SENTENCE + " [1]"));
            suite.offer("other", Script.says("For nine hours the kiln is fired at 1280 degrees. [1]"));
            published = true;
        }
    }

    @Test
    void anAnswerStreamsAndItsCitationOpensTheChunkWithTheQuoteMarked() {
        suite.offer(
                "slow",
                Script.says(SENTENCE + " [1] It is never opened while hot.").every(Duration.ofMillis(60)));
        try (ConsolePage console = ConsolePage.of(suite).choose("slow", COLLECTION)) {
            Page page = console.page();
            console.type(QUESTION);

            Locator text = page.locator("kotae-ask .turn .text");
            assertThat(text).containsText("The kiln");
            assertThat(text).hasAttribute("aria-busy", "true");
            assertThat(page.locator("kotae-ask .stop")).isVisible();
            assertThat(text).hasAttribute("aria-busy", "false");
            assertThat(text).containsText("nine hours.");
            assertThat(text.locator(".doubtful")).hasText("It is never opened while hot.");

            Locator marker = text.locator("button.marker");
            assertThat(marker).hasCount(1);
            marker.click();
            Locator chunk = page.locator("kotae-ask .chunk");
            assertThat(chunk.locator("mark")).hasText(SENTENCE);
            assertThat(chunk).containsText("kiln.md");
            assertThat(chunk.locator("p.quiet").first()).hasText("Firing");
            assertThat(chunk.locator("dd a")).hasAttribute("href", Pattern.compile("https://example\\.org/kiln.*"));
            assertThat(chunk.locator("dd a")).hasAttribute("rel", "noopener noreferrer");
            page.keyboard().press("Escape");
            assertThat(chunk).hasCount(0);
            assertThat(marker).isFocused();
            assertThat(console.errors()).isEmpty();
            assertThat(console.violations()).isEmpty();
        }
    }

    @Test
    void stoppingLeavesTheModelWithinSeconds() {
        suite.offer(
                "endless",
                Script.tokens("one ", "two ", "three ", "four ").forever().every(Duration.ofMillis(50)));
        try (ConsolePage console = ConsolePage.of(suite).choose("endless", COLLECTION)) {
            console.type(QUESTION);
            assertThat(console.page().locator("kotae-ask .text")).containsText("one");
            console.page().locator("kotae-ask .stop").click();

            assertThat(console.page().locator("kotae-ask .turn")).containsText("Stopped.");
            var calls = suite.models().calls("endless");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> calls.get(calls.size() - 1).clientLeftNanos().isPresent());
            assertThat(console.page().locator("kotae-ask textarea[name=question]"))
                    .isEnabled();
        }
    }

    @Test
    void aRatingArrivesInTheEvalService() {
        try (ConsolePage console = ConsolePage.of(suite).choose("steady", COLLECTION)) {
            Locator turn = console.ask(QUESTION);
            turn.locator(".stars label").nth(3).click();
            turn.locator("input[value=correct]").check();
            turn.locator("textarea[name=comment]").fill("窯の温度がわかった");
            turn.locator(".rating > button").click();
            assertThat(turn.locator(".stars [role=status]")).hasText("Kept, thank you.");

            Response sent = console.responses().stream()
                    .filter(response -> response.url().contains("/api/ratings/")
                            && response.request().method().equals("PUT"))
                    .reduce((first, last) -> last)
                    .orElseThrow();
            assertThat(sent.status()).isEqualTo(200);
            String id = sent.url().substring(sent.url().lastIndexOf('/') + 1);
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptionsMatching(e -> true)
                    .untilAsserted(() -> {
                        JsonNode rating = suite.suite().get("eval", "/api/ratings/" + id);
                        assertThat(rating.get("stars").asInt()).isEqualTo(4);
                        assertThat(rating.get("comment").asText()).isEqualTo("窯の温度がわかった");
                        assertThat(rating.at("/reasons/0").asText()).isEqualTo("correct");
                    });
        }
    }

    @Test
    void twoModelsAreComparedBlindAndTheVoteTellsWhoTheyAre() {
        List<String> pair = pair();
        System.out.println("Console: compared blind: " + pair);
        try (ConsolePage console = ConsolePage.of(suite).choosePair(pair.get(0), pair.get(1), COLLECTION)) {
            Page page = console.page();
            int before = console.responses().size();
            console.compare(QUESTION);

            Response comparison = console.responses().stream()
                    .filter(response -> response.url().endsWith("/api/comparisons"))
                    .findFirst()
                    .orElseThrow();
            assertThat(comparison.text()).contains("event:ended").doesNotContain(pair);
            assertThat(comparison.headerValue("content-type")).startsWith("text/event-stream");
            for (Response response :
                    console.responses().subList(before, console.responses().size())) {
                // The catalogue names all models, whoever asks
                if (!response.url().endsWith("/api/models")) {
                    assertThat(response.allHeaders().toString()).doesNotContain(pair);
                }
            }
            assertThat(page.locator("kotae-compare .sides").textContent()).doesNotContain(pair);

            page.locator("kotae-vote textarea").fill("The shorter one");
            page.locator("kotae-vote button").first().click();
            assertThat(page.locator("kotae-compare .notice[role=status]")).containsText("You preferred");
            Set<String> told = new TreeSet<>();
            page.locator("kotae-compare .writer")
                    .allTextContents()
                    .forEach(writer -> pair.stream().filter(writer::contains).forEach(told::add));
            assertThat(told).containsExactlyInAnyOrderElementsOf(pair);
            assertThat(page.locator("kotae-compare .side.preferred")).hasCount(1);
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            int votes = 0;
            for (JsonNode model : suite.suite()
                    .get("eval", "/api/reports/models?collection=" + COLLECTION)
                    .get("models")) {
                votes += pair.contains(model.get("model").asText())
                        ? model.at("/votes/count").asInt()
                        : 0;
            }
            assertThat(votes).isEqualTo(2);
        });
    }

    @Test
    void bothSidesOfAComparisonAreShownAtTheSlowerOnesPace() {
        suite.offer("quick", Script.says("The kiln takes nine hours to its thousand degrees, says the quick one. [1]"));
        suite.offer(
                "unhurried",
                Script.says("Nine hours pass until the kiln has its thousand degrees, says the slow one. [1]")
                        .every(Duration.ofMillis(400)));
        try (ConsolePage console = ConsolePage.of(suite).choosePair("quick", "unhurried", COLLECTION)) {
            Page page = console.page();
            console.open("#/compare");
            page.locator("kotae-compare textarea[name=question]").fill(QUESTION);
            page.keyboard().press("Enter");

            Locator sides = page.locator("kotae-compare .side .text");
            assertThat(sides.filter(new Locator.FilterOptions().setHasText("Nine hours pass")))
                    .hasCount(1);
            @SuppressWarnings("unchecked")
            List<String> shown = (List<String>) sides.evaluateAll(
                    "all => all.map(one => one.getAttribute('aria-busy') + ' ' + one.textContent.trim())");
            assertThat(shown).allMatch(side -> side.startsWith("true "));
            assertThat(Math.abs(shown.get(0).length() - shown.get(1).length()))
                    .as("%s", shown)
                    .isLessThan(6);
            page.locator("kotae-compare kotae-vote").waitFor();
            assertThat(page.locator("kotae-compare .sides")).containsText("says the quick one.");
            assertThat(page.locator("kotae-compare .sides")).containsText("says the slow one.");
            assertThat(page.locator("kotae-compare .citations li")).hasCount(2);
            assertThat(console.errors()).isEmpty();
        }
    }

    @Test
    void whatTheDocumentsDoNotSayAndWhatFailsAreSaidPlainly() {
        suite.offer("broken", Script.refuses(400));
        try (ConsolePage console = ConsolePage.of(suite).choose("steady", COLLECTION)) {
            Page page = console.page();
            Locator none = console.ask("Who won the chess tournament in Reykjavik?");
            assertThat(none).containsText("Not in the documents.");
            assertThat(none.locator(".citations")).hasCount(0);

            console.choose("broken", COLLECTION);
            console.type(QUESTION);
            Locator alert = page.locator("kotae-ask .notice[role=alert]");
            assertThat(alert).containsText("This did not work.");
            assertThat(alert).containsText("model-");
            suite.offer("broken", Script.says(SENTENCE + " [1]"));
            alert.locator("button").click();
            assertThat(page.locator("kotae-ask .turn .text")).containsText("nine hours");
            assertThat(page.locator("kotae-ask .turn")).hasCount(1);
        }
    }

    @Test
    void aFurtherQuestionCarriesTheConversationAndHistoryKeepsIt() {
        try (ConsolePage console = ConsolePage.of(suite).choose("steady", COLLECTION)) {
            Page page = console.page();
            console.ask(QUESTION);
            var second =
                    page.waitForRequest("**/api/answers", () -> console.type("For how many hours is the kiln fired?"));
            assertThat(second.postData()).contains("\"history\":[{\"role\":\"user\"", QUESTION, SENTENCE);
            assertThat(page.locator("kotae-ask kotae-rating")).hasCount(2);
            page.getByText("New conversation").click();
            assertThat(page.locator("kotae-ask .turn")).hasCount(0);
            assertThat(page.locator("kotae-ask textarea[name=question]")).isFocused();
            var anew = page.waitForRequest("**/api/answers", () -> console.type(QUESTION));
            assertThat(anew.postData()).doesNotContain("history");
            assertThat(page.locator("kotae-ask kotae-rating")).hasCount(1);
            assertThat(console.errors()).isEmpty();

            console.open("#/history");
            assertThat(page.locator(".history > li")).hasCount(3);
            page.locator(".history .entry .link").nth(1).click();
            assertThat(page.locator(".history kotae-answer")).containsText(SENTENCE);
            page.getByText("Clear the history").click();
            page.locator(".notice .primary").click();
            assertThat(page.locator("kotae-history")).containsText("Nothing yet.");
            assertThat(page.evaluate("localStorage.getItem('kotae.history')")).isNull();
        }
    }

    @Test
    void modelsAreFoundAndChosen() {
        try (ConsolePage console = ConsolePage.of(suite)) {
            Page page = console.page();
            console.open("#/models");
            page.locator("#model-search").fill("scripted steady");
            assertThat(page.locator("table.models tbody tr")).hasCount(1);
            assertThat(page.locator("table.models td[data-label^='Price']")).hasText("2.00 / 8.00 EUR");
            page.locator("table.models button").click();
            assertThat(page.locator("table.models button")).hasText(Pattern.compile("In use.*"));
            console.open("#/ask");
            assertThat(page.locator("kotae-ask kotae-choice select")).hasValue("steady");
            console.open("#/models");
            page.locator("#model-search").fill("no such thing");
            assertThat(page.locator("kotae-models")).containsText("No model fits");
        }
    }

    @Test
    void everythingIsDoneByKeyboardAlone() {
        try (ConsolePage console = ConsolePage.of(suite).choose("steady", COLLECTION)) {
            Page page = console.page();
            tabTo(page, "textarea[name=question]");
            page.keyboard().type(QUESTION);
            page.keyboard().press("Enter");
            page.locator("kotae-rating").waitFor();
            page.locator("h1").first().focus();
            tabTo(page, "button.marker");
            page.keyboard().press("Enter");
            assertThat(page.locator(".chunk h2")).isFocused();
            page.keyboard().press("Escape");
            assertThat(page.locator("button.marker")).isFocused();
            tabTo(page, "input[name=stars]");
            page.keyboard().press("Space");
            page.keyboard().press("ArrowRight");
            page.keyboard().press("ArrowRight");
            assertThat(page.locator(".stars [role=status]")).hasText("Kept, thank you.");
            List<Response> ratings = console.responses().stream()
                    .filter(response -> response.request().method().equals("PUT"))
                    .toList();
            assertThat(ratings).as("only the star that was meant is sent").hasSize(1);
            assertThat(ratings.get(0).request().postData()).contains("\"stars\":3");
            page.locator("body").press("Home");
            page.locator(".masthead .name").focus();
            tabTo(page, ".masthead nav a[href='#/models']");
            page.keyboard().press("Enter");
            assertThat(page.locator("kotae-models h1")).isFocused();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void axeFindsNothingSeriousInAnyView(String scheme) {
        suite.offer("refusing", Script.refuses(400));
        var options = new Browser.NewContextOptions()
                .setLocale("en-US")
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                .setColorScheme(ColorScheme.valueOf(scheme.toUpperCase(java.util.Locale.ROOT)));
        try (ConsolePage console = new ConsolePage(suite, options)) {
            Page page = console.page();
            List<String> findings = new ArrayList<>(console.seriousFindings());
            console.choose("steady", COLLECTION);
            Locator turn = console.ask(QUESTION);
            turn.locator("button.marker").click();
            turn.locator(".stars label").nth(1).click();
            page.locator("kotae-ask details summary").click();
            findings.addAll(console.seriousFindings());
            console.ask("Who won the chess tournament in Reykjavik?");
            console.choose("refusing", COLLECTION);
            console.type(QUESTION);
            page.locator("kotae-ask .notice[role=alert]").waitFor();
            findings.addAll(console.seriousFindings());
            console.choosePair("steady", "other", COLLECTION);
            console.compare(QUESTION);
            findings.addAll(console.seriousFindings());
            console.open("#/models");
            page.locator("table.models").waitFor();
            findings.addAll(console.seriousFindings());
            console.open("#/history");
            page.locator(".history").waitFor();
            page.locator(".history .entry .link").first().click();
            findings.addAll(console.seriousFindings());
            assertThat(findings).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "ja-JP"})
    void itFitsASmallWindowInBothLanguages(String locale) {
        var options = new Browser.NewContextOptions().setLocale(locale).setViewportSize(360, 740);
        try (ConsolePage console = new ConsolePage(suite, options)) {
            Page page = console.page();
            fits(page, "ask");
            console.choose("steady", COLLECTION);
            Locator turn = console.ask(locale.startsWith("ja") ? "窯は何度で焼成しますか" : QUESTION);
            turn.locator("button.marker").first().click();
            fits(page, "answer");
            for (String view : List.of("compare", "models", "history")) {
                console.open("#/" + view);
                page.locator("kotae-" + view + " h1").waitFor();
                fits(page, view);
            }
        }
    }

    @Test
    void itSpeaksTheBrowsersLanguageUntilAnotherIsChosen() {
        var options = new Browser.NewContextOptions().setLocale("ja-JP");
        try (ConsolePage console = new ConsolePage(suite, options)) {
            Page page = console.page();
            assertThat(page.locator("html")).hasAttribute("lang", "ja");
            assertThat(page.locator("kotae-ask h1")).hasText("文書に質問する");
            for (String view : List.of("ask", "compare", "models", "history")) {
                console.open("#/" + view);
                page.locator("kotae-" + view + " h1").waitFor();
                assertThat(page.locator("body").innerText().lines())
                        .as("keys without a text")
                        .noneMatch(line ->
                                line.matches(".*\\b(ask|answer|choice|compare|models?|history|view)\\.[a-z].*"));
            }
            page.locator("kotae-preferences select").first().selectOption("en");
            assertThat(page.locator("kotae-history h1")).hasText("History");
            page.reload();
            assertThat(page.locator("html")).hasAttribute("lang", "en");
        }
    }

    @Test
    void theFirstLoadIsSmallAndComesFromHereAlone() {
        try (ConsolePage console = ConsolePage.of(suite)) {
            console.page().locator("kotae-ask kotae-choice select").waitFor();
            Object bytes = console.page()
                    .evaluate(
                            "performance.getEntriesByType('resource').reduce((sum, entry) => sum + entry.transferSize,"
                                    + " performance.getEntriesByType('navigation')[0].transferSize)");
            System.out.printf(
                    "Console: first load %s bytes as sent (gzip, headers included) in %d requests, usable after %d ms%n",
                    bytes, console.requests().size(), usableAfterMillis());
            assertThat(((Number) bytes).longValue()).isBetween(20_000L, (long) FIRST_LOAD_BYTES);
            assertThat(console.strayRequests(origin(suite.console()))).isEmpty();
            assertThat(console.errors()).isEmpty();
            assertThat(console.violations()).isEmpty();
        }
    }

    /** From the navigation's beginning until a question can be typed, with nothing in the browser's cache. */
    private long usableAfterMillis() {
        try (BrowserContext fresh = suite.chromium().browser().newContext()) {
            Page page = fresh.newPage();
            page.addInitScript("new MutationObserver((changes, observer) => {"
                    + " if (document.querySelector('kotae-ask textarea[name=question]')) {"
                    + " window.usableAt = performance.now(); observer.disconnect(); }"
                    + "}).observe(document, { childList: true, subtree: true })");
            page.navigate(suite.console());
            page.locator("kotae-ask textarea[name=question]").waitFor();
            return Math.round(((Number) page.evaluate("window.usableAt")).doubleValue());
        }
    }

    private static String origin(String url) {
        return url.replaceAll("/$", "");
    }

    /** The two real models; two scripted ones where the second is not there and need not be. */
    private List<String> pair() {
        List<String> known = new ArrayList<>();
        suite.suite()
                .get("query", "/api/models")
                .get("models")
                .forEach(model -> known.add(model.get("id").asText()));
        if (known.contains(SECOND_MODEL)) {
            return List.of("extractive", SECOND_MODEL);
        }
        System.out.println("Scripted models are compared, since there is no " + SECOND_MODEL);
        assertThat(System.getProperty("kotae.tools")).as(SECOND_MODEL).isNotEqualTo("required");
        return List.of("steady", "other");
    }

    private static void fits(Page page, String view) {
        assertThat((Integer) page.evaluate("document.scrollingElement.scrollWidth"))
                .as("width of the view " + view)
                .isLessThanOrEqualTo(360);
    }

    /** Goes on by Tab until an element is reached, as one without a mouse does. */
    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 60; i++) {
            page.keyboard().press("Tab");
            if ((Boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        throw new AssertionError(selector + " is not reached by Tab");
    }
}

package dev.kotae.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import dev.kotae.local.testing.Script;
import dev.kotae.local.testing.ScriptedCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real experiment with a judge, on answers that users compared and voted on, as analysts see it. */
@UsesConsoleSuite
class ExperimentsPageIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String COLLECTION = "kiln-experiment";
    private static final String BASELINE = "kiln-base";
    private static final String CANDIDATE = "kiln-new";
    private static final String JUDGE = "kiln-judge";
    private static final String GOOD = "The kiln is fired at 1280 degrees. [1]";
    private static final int PAIRS = 52;
    private static final int USERS = 13;

    private static boolean filled;

    private final ConsoleSuite suite;

    ExperimentsPageIT(ConsoleSuite suite) {
        this.suite = suite;
    }

    @BeforeEach
    void anExperimentIsMade() throws Exception {
        if (filled) {
            return;
        }
        suite.publish(
                COLLECTION,
                "{\"id\":\"kiln.md\",\"title\":\"Kiln\",\"text\":\"# Kiln\\n\\nThe kiln is fired at 1280 degrees.\"}\n");
        suite.offer(BASELINE, Script.says("It has a purple door made of brass. [1]"));
        suite.offer(CANDIDATE, Script.says(GOOD));
        suite.models().offer(JUDGE, ExperimentsPageIT::better);
        suite.offer("kiln-last", Script.says("So.")); // listed after the judge, so that one is known too
        for (int i = 0; i < PAIRS; i++) {
            compareAndVote(i);
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            int votes = 0;
            for (JsonNode model : suite.suite()
                    .get("eval", "/api/reports/models?collection=" + COLLECTION)
                    .get("models")) {
                votes += model.at("/votes/count").asInt();
            }
            assertThat(votes).isEqualTo(2 * PAIRS);
        });
        var begun = suite.suite()
                .kotae()
                .run(
                        "experiment",
                        "start",
                        "--id",
                        "kiln",
                        "--baseline",
                        BASELINE,
                        "--candidate",
                        CANDIDATE,
                        "--collection",
                        COLLECTION,
                        "--size",
                        "40",
                        "--per-minute",
                        "6000",
                        "--judge",
                        JUDGE,
                        "--wait");
        assertThat(begun.out())
                .as(begun.err())
                .contains("Judge: " + JUDGE + ". Its word counts.")
                .contains("preferred");
        filled = true;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "ja-JP"})
    void theExperimentIsReadInTheReadersLanguage(String locale) {
        boolean japanese = locale.startsWith("ja");
        var options = new Browser.NewContextOptions()
                .setLocale(locale)
                .setColorScheme(japanese ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setViewportSize(1100, 900);
        try (Window window = new Window(suite, options)) {
            Page page = open(window, "#/experiments");
            var row = page.locator("kotae-experiments tbody tr")
                    .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(CANDIDATE));
            assertThat(row).containsText(japanese ? "完了" : "completed");
            assertThat(row).containsText(japanese ? "40件中40件" : "40 of 40");
            assertThat(row).containsText(japanese ? "判定を使います" : "The judge's word counts");
            findings(window);

            // By keyboard alone
            row.locator("a").focus();
            page.keyboard().press("Enter");
            assertThat(page).hasURL(suite.eval() + "/reports/#/experiments/kiln");
            assertThat(page.locator(".verdict").first())
                    .containsText(japanese ? "ゲートは閉じたままです" : "The gate stays closed");
            assertThat(page.locator("kotae-experiment table.differences")
                            .first()
                            .locator("tbody tr"))
                    .hasCount(2);
            assertThat(page.locator("kotae-judge .verdict"))
                    .containsText(japanese ? "判定役は利用者と一致しています: κ = 0." : "The judge agrees with people: kappa 0.");
            assertThat(page.locator("kotae-judge .differences tbody tr")).containsText("+100");
            assertThat(page.locator("body").innerText().lines())
                    .as("keys without a text")
                    .noneMatch(line -> line.matches(".*\\b(experiments|reports|state|page)\\.[a-z].*"));
            findings(window);
            picture(page, japanese ? "ja" : "en");

            page.setViewportSize(360, 740);
            page.waitForFunction("document.scrollingElement.scrollWidth <= 360");
            assertThat(window.errors()).allMatch(error -> error.contains("409"));
            assertThat(window.violations()).isEmpty();
            assertThat(window.strayRequests(suite.eval())).isEmpty();
        }
    }

    @Test
    void aJudgeWithoutVotesIsToldToBeRefusedAndTheGateSaysSo() {
        suite.offer("kiln-quiet", Script.says("tie"));
        suite.suite()
                .kotae()
                .run(
                        "experiment",
                        "start",
                        "--id",
                        "kiln-few",
                        "--baseline",
                        BASELINE,
                        "--candidate",
                        CANDIDATE,
                        "--collection",
                        COLLECTION,
                        "--size",
                        "2",
                        "--per-minute",
                        "6000",
                        "--judge",
                        "kiln-quiet",
                        "--judge-votes",
                        "3",
                        "--wait");
        var gate = suite.suite().kotae().run("experiment", "gate", "kiln-few", "--measures", "preferred");
        assertThat(gate.exit()).isEqualTo(1);
        assertThat(gate.out()).contains("The gate is closed. ").contains("47 more");
        try (Window window = new Window(suite, new Browser.NewContextOptions().setLocale("en-US"))) {
            Page page = open(window, "#/experiments/kiln-few");
            assertThat(page.locator("kotae-judge .verdict")).containsText("it takes 47 more");
            assertThat(page.locator("kotae-judge .differences")).hasCount(0);
            page.locator("nav a").first().click();
            assertThat(page.locator("h1")).hasText("Which model serves best");
        }
    }

    /** Whatever names the kiln's heat is better; of two that do or do not, neither. */
    private static Script better(ScriptedCall call) {
        String read = call.request().path("messages").path(1).path("content").asText();
        int second = read.indexOf("<answer place=\"second\">");
        boolean inFirst = read.substring(0, second).contains("1280");
        boolean inSecond = read.substring(second).contains("1280");
        return Script.says(inFirst == inSecond ? "tie" : inFirst ? "first" : "second");
    }

    /** Each twenty-sixth user prefers what is worse. */
    private void compareAndVote(int number) throws Exception {
        String user = "kiln-user-" + number % USERS;
        HttpResponse<String> compared = post(
                suite.console() + "api/comparisons",
                user,
                Map.of(
                        "question",
                        "How hot is the kiln fired, question " + number + "?",
                        "collections",
                        List.of(COLLECTION),
                        "models",
                        List.of(BASELINE, CANDIDATE)));
        assertThat(compared.statusCode()).as(compared.body()).isEqualTo(200);
        JsonNode answers = JSON.readTree(compared.body()).path("answers");
        boolean firstIsGood = answers.path(0).path("text").asText().contains("1280");
        boolean wantsGood = number % 26 != 5;
        String first = answers.path(0).path("id").asText();
        String second = answers.path(1).path("id").asText();
        Map<String, Object> vote = new HashMap<>();
        vote.put("answers", List.of(first, second));
        vote.put("preferred", firstIsGood == wantsGood ? first : second);
        HttpResponse<String> voted = post(suite.eval() + "/api/votes", user, vote);
        // 503: kept, and not known yet whose answers they are
        assertThat(voted.statusCode()).as(voted.body()).isIn(200, 503);
    }

    private static HttpResponse<String> post(String url, String user, Map<String, Object> body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .header("X-Kotae-User", user)
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private Page open(Window window, String place) {
        Page page = window.page();
        page.navigate("about:blank");
        page.navigate(suite.eval() + "/reports/" + place);
        page.locator("kotae-experiments table").first().waitFor();
        return page;
    }

    private static void findings(Window window) {
        assertThat(window.seriousFindings()).as("findings of axe").isEmpty();
    }

    /** For the documentation, where a folder for it is named. */
    private static void picture(Page page, String language) {
        String folder = System.getProperty("kotae.screenshots");
        if (folder != null && !folder.isBlank()) {
            page.mouse().move(0, 0);
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(System.getProperty("kotae.root"))
                            .resolve(folder)
                            .resolve("experiments-" + language + ".png"))
                    .setAnimations(ScreenshotAnimations.DISABLED));
        }
    }
}

package dev.kotae.bench.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.LoadState;
import dev.kotae.bench.Benchmark;
import dev.kotae.bench.Stage;
import dev.kotae.bench.measure.Samples;
import dev.kotae.bench.page.Figure;
import dev.kotae.bench.page.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The console's first load, with nothing in the browser's cache. */
public final class FirstLoad implements Benchmark {

    private static final int WARM_UP = 3;
    private static final int LOADS = 21;
    private static final double GOAL_KILOBYTES = 300;
    private static final double GOAL_MILLIS = 1000;

    /** Notes when the question's field stands there, and when there are models to choose beside it: from then on one can ask. */
    private static final String NOTE_WHEN_USABLE =
            """
            new MutationObserver((changes, observer) => {
              if (document.querySelector('kotae-ask textarea[name=question]')) {
                window.fieldAt ??= performance.now();
                if (document.querySelector('kotae-ask kotae-choice select option')) {
                  window.usableAt = performance.now();
                  observer.disconnect();
                }
              }
            }).observe(document, { childList: true, subtree: true })
            """;

    private static final String ALL = "[...performance.getEntriesByType('navigation'),"
            + " ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.%s, 0)";

    @Override
    public String name() {
        return "console";
    }

    /**
     * A load.
     *
     * @param fieldMillis from the navigation's beginning until a question could be typed
     * @param usableMillis the same until there were models to choose, too
     * @param sent bytes of all responses, their heads included, as they were sent
     * @param read the same without heads, unpacked
     */
    private record Load(double fieldMillis, double usableMillis, double sent, double read, int requests) {}

    @Override
    public Section run(Stage stage) throws Exception {
        Path chromium = chromium();
        String console = stage.suite().url("query") + "/";
        List<Load> loads = new ArrayList<>();
        String version;
        try (Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(chromium)
                            // Chromium has no sandbox for root, which CI is; containers have little shared memory
                            .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
            version = browser.version();
            for (int i = 0; i < WARM_UP; i++) {
                load(browser, console);
            }
            for (int i = 0; i < Math.max(7, stage.times(LOADS)); i++) {
                loads.add(load(browser, console));
            }
        }
        Samples usable = samples(loads, Load::usableMillis);
        double most = loads.stream().mapToDouble(Load::sent).max().orElseThrow() / 1000;
        return new Section(
                name(),
                "The console's first load",
                String.format(
                        Locale.ROOT,
                        "`/` in Chromium %s on loopback, %d loads after %d that are not counted, each in a session of its own with"
                                + " nothing in its cache. *Usable* is when a question can be typed and there are models to choose,"
                                + " from the navigation's beginning. Bytes are those of all responses as they were sent, their heads and"
                                + " the API's answers included, the most of any load. No chart is loaded before one is shown."
                                + " Browser and suite share the cores.",
                        version,
                        loads.size(),
                        WARM_UP),
                List.of(
                        Figure.atMost(GOAL_MILLIS, "usable, median", usable.median(), "ms"),
                        Figure.of("usable, p90", usable.quantile(0.9), "ms"),
                        Figure.of(
                                "a question can be typed, median",
                                samples(loads, Load::fieldMillis).median(),
                                "ms"),
                        Figure.atMost(GOAL_KILOBYTES, "sent", most, "kB"),
                        Figure.plain(
                                "the same unpacked", Math.round(loads.get(0).read() / 1000) + " kB"),
                        Figure.plain("requests", Integer.toString(loads.get(0).requests()))),
                List.of());
    }

    private static Samples samples(List<Load> loads, ToDoubleFunction<Load> of) {
        return Samples.of(loads.stream().mapToDouble(of).toArray());
    }

    private static Load load(Browser browser, String console) {
        try (BrowserContext fresh = browser.newContext()) {
            Page page = fresh.newPage();
            int[] requests = new int[1];
            page.onRequest(request -> requests[0]++);
            page.addInitScript(NOTE_WHEN_USABLE);
            page.navigate(console);
            page.waitForFunction("window.usableAt");
            page.waitForLoadState(LoadState.NETWORKIDLE);
            return new Load(
                    number(page, "window.fieldAt"),
                    number(page, "window.usableAt"),
                    number(page, ALL.formatted("transferSize")),
                    number(page, ALL.formatted("decodedBodySize")),
                    requests[0]);
        }
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    private static Path chromium() throws Unmeasurable {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new Unmeasurable("there is no chromium on the PATH"));
    }
}

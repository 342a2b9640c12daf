package dev.kotae.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A reader's window on the console, and all that happens in it. */
final class ConsolePage implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String console;
    private final BrowserContext context;
    private final Page page;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Response> responses = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> dialogs = new CopyOnWriteArrayList<>();

    ConsolePage(ConsoleSuite suite, Browser.NewContextOptions options) {
        console = suite.console();
        context = suite.chromium().browser().newContext(options);
        context.setDefaultTimeout(20_000);
        context.onRequest(request -> requests.add(request.url()));
        context.onResponse(responses::add);
        page = context.newPage();
        page.onDialog(dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
        });
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.addInitScript(
                "window.violations = [];"
                        + "document.addEventListener('securitypolicyviolation', e => window.violations.push(e.violatedDirective + ' ' + e.blockedURI));");
        // Not by a script element: the page's policy would refuse it
        page.addInitScript(axe());
        open("#/ask");
    }

    static ConsolePage of(ConsoleSuite suite) {
        return new ConsolePage(
                suite, new Browser.NewContextOptions().setLocale("en-US").setViewportSize(1280, 800));
    }

    Page page() {
        return page;
    }

    void open(String hash) {
        page.navigate(console + hash);
        page.locator("kotae-question textarea")
                .first()
                .waitFor(new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
    }

    /** Chooses the model and the collection, as a reader's choice is kept. */
    ConsolePage choose(String model, String collection) {
        page.evaluate(
                "([model, collection]) => localStorage.setItem('kotae.choice', JSON.stringify({ model, collections: [collection] }))",
                new Object[] {model, collection});
        page.reload();
        page.locator("kotae-ask kotae-choice select").waitFor();
        return this;
    }

    ConsolePage choosePair(String first, String second, String collection) {
        page.evaluate(
                "([a, b, collection]) => localStorage.setItem('kotae.choice', JSON.stringify({ pair: [a, b], collections: [collection] }))",
                new Object[] {first, second, collection});
        page.reload();
        return this;
    }

    void type(String question) {
        page.locator("kotae-ask textarea[name=question]").fill(question);
        page.keyboard().press("Enter");
    }

    /** Asks, and waits until the answer is complete. */
    Locator ask(String question) {
        int before = page.locator("kotae-ask .turn").count();
        type(question);
        Locator turn = page.locator("kotae-ask .turn").nth(before);
        turn.locator("kotae-rating").waitFor();
        return turn;
    }

    /** Begins a new conversation, and waits until the old one is gone from the page. */
    void anew() {
        page.getByText("New conversation").click();
        PlaywrightAssertions.assertThat(page.locator("kotae-ask .turn")).hasCount(0);
    }

    /** Asks in the view that compares, and waits until both sides have ended. */
    void compare(String question) {
        open("#/compare");
        page.locator("kotae-compare textarea[name=question]").fill(question);
        page.keyboard().press("Enter");
        page.locator("kotae-compare kotae-vote").waitFor(new Locator.WaitForOptions().setTimeout(60_000));
    }

    List<String> requests() {
        return requests;
    }

    List<Response> responses() {
        return responses;
    }

    List<String> errors() {
        return errors;
    }

    List<String> dialogs() {
        return dialogs;
    }

    @SuppressWarnings("unchecked")
    List<String> violations() {
        return (List<String>) page.evaluate("window.violations");
    }

    /** What axe finds of serious or critical weight in what is shown now. */
    List<String> seriousFindings() {
        String result = (String) page.evaluate("async () => {"
                + " const { violations } = await axe.run(document, { resultTypes: ['violations'] });"
                + " return JSON.stringify(violations); }");
        try {
            List<String> serious = new ArrayList<>();
            for (JsonNode finding : JSON.readTree(result)) {
                if (List.of("serious", "critical")
                        .contains(finding.path("impact").asText())) {
                    serious.add(finding.path("id").asText() + ": "
                            + finding.path("nodes").findValuesAsText("html"));
                }
            }
            return serious;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Requests to anything but the services of the suite. */
    List<String> strayRequests(String... origins) {
        return requests.stream()
                .filter(url -> !url.startsWith("data:") && !url.startsWith("about:"))
                .filter(url -> {
                    URI uri = URI.create(url.replaceAll("[^\\x21-\\x7e]|[\"<>\\\\^`{|}]", "_"));
                    String origin = uri.getScheme() + "://" + uri.getRawAuthority();
                    return !List.of(origins).contains(origin);
                })
                .toList();
    }

    private static String axe() {
        try (var stream = ConsolePage.class.getResourceAsStream("/axe.min.js")) {
            assertThat(stream).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

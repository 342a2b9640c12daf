package dev.kotae.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A browser's window with a session of its own, and all that happens in it. */
class Window implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BrowserContext context;
    private final Page page;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Response> responses = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> dialogs = new CopyOnWriteArrayList<>();

    Window(ConsoleSuite suite, Browser.NewContextOptions options) {
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
    }

    Page page() {
        return page;
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
        try (var stream = Window.class.getResourceAsStream("/axe.min.js")) {
            assertThat(stream).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the session. */
    @Override
    public void close() {
        context.close();
    }
}

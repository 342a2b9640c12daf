package dev.kotae.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.kotae.e2e.Lines;
import dev.kotae.local.testing.Script;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Documents, models and readers that attack the reader's browser: exfiltration by rendering (S4) and scripts in any text (S5).
 * Everything a browser asks for is noted; nothing may go to another host, no script may run, and no element that could do either may
 * stand in the page, so that the policy is never needed.
 */
@Order(2)
@UsesConsoleSuite
class ConsoleAttackIT {

    private static final String COLLECTION = "hostile";
    private static final int GROUP = 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PAYLOADS = Payloads.all();
    private static final int GROUPS = (PAYLOADS.size() + GROUP - 1) / GROUP;

    /** What must not stand in the page, whoever wrote it: all that fetches, runs, frames or styles beyond the page's own. */
    private static final String HARM = "root => {"
            + " const bad = [];"
            + " for (const element of document.querySelectorAll(root + ' *')) {"
            + "   if (/^(script|iframe|object|embed|link|style|base|meta|img|image|video|audio|source|form-x|use|foreignobject|math|marquee|template)$/i"
            + "       .test(element.localName)) bad.push(element.outerHTML);"
            + "   for (const { name, value } of element.attributes) {"
            + "     if (/^on/i.test(name) || name === 'srcdoc' || name === 'style' || name === 'ping' || name === 'action'"
            + "         || (/^(href|src|xlink:href|formaction|data|poster|background)$/i.test(name) && !/^(#|https?:)/.test(value))) bad.push(element.localName + ' ' + name + '=' + value);"
            + "   }"
            + "   if (element.closest('.text') && element.localName === 'a') bad.push(element.outerHTML);"
            + " }"
            + " return { drawn: document.querySelectorAll(root + ' *').length, bad,"
            + "   ran: window.pwned ?? null, refused: window.violations }; }";

    private final ConsoleSuite suite;

    ConsoleAttackIT(ConsoleSuite suite) {
        this.suite = suite;
    }

    @Test
    void hostileDocumentsAndModelsReachNobodyAndRunNothing() throws Exception {
        assertThat(PAYLOADS).hasSizeGreaterThanOrEqualTo(200);
        suite.publish(COLLECTION, documents());
        suite.models()
                .offer(
                        "hostile",
                        call -> Script.tokens(answer(group(call.request().toString()))));
        suite.models().offer("hostile-<img src=x onerror=alert(1)>", Script.says("Plain. [1]"));
        suite.offer("plain", Script.says("Plain. [1]"));

        try (ConsolePage console = ConsolePage.of(suite).choose("hostile", COLLECTION)) {
            Page page = console.page();
            List<String> ids = new ArrayList<>();
            int chunks = 0;
            for (int group = 0; group < GROUPS; group++) {
                Locator turn = console.ask("What does " + word(group) + " say?");
                for (Locator marker : turn.locator("button.marker").all()) {
                    marker.evaluate("marker => marker.click()");
                }
                for (Locator citation : turn.locator(".citations button.link").all()) {
                    citation.evaluate("link => link.click()");
                    page.locator(".chunk .passage").waitFor();
                    chunks++;
                    assertHarmless(page, "group " + group);
                }
                assertHarmless(page, "group " + group);
                ids.add((String) turn.locator("kotae-rating").evaluate("rating => rating.answerId"));
                console.anew();
            }
            assertThat(chunks).as("chunks that were opened").isGreaterThan(PAYLOADS.size() / 2);

            console.open("#/history");
            for (Locator entry : page.locator(".history .entry .link").all()) {
                entry.click();
                assertHarmless(page, "history");
            }
            console.open("#/models");
            page.locator("table.models").waitFor();
            assertHarmless(page, "models");
            console.choosePair("hostile", "plain", COLLECTION);
            console.compare("What does " + word(0) + " say?");
            page.locator("kotae-vote textarea").fill(PAYLOADS.get(2));
            page.locator("kotae-vote button").first().click();
            page.locator("kotae-compare .notice[role=status]").waitFor();
            assertHarmless(page, "comparison");

            comment(ids);
            page.navigate(suite.eval() + "/reports/");
            page.locator("kotae-leaderboard table").waitFor();
            assertHarmless(page, "leaderboard", "kotae-leaderboard");
            page.navigate(suite.eval() + "/api/reports/models?format=html");
            page.locator("table").first().waitFor();
            assertHarmless(page, "report", "table");
            assertUntouched(console);
        }
    }

    /** What ingest would refuse to pass on (addresses that are no http) cannot get through the console either. */
    @Test
    void everyPayloadInEveryFieldOfAnAnswerIsDrawnAsText() throws Exception {
        try (ConsolePage console = ConsolePage.of(suite)) {
            Page page = console.page();
            List<String> addresses = new ArrayList<>(PAYLOADS);
            addresses.addAll(List.of(
                    "javascript:alert(1)",
                    "JAVASCRIPT:alert(1)",
                    " javascript:alert(1)",
                    "data:text/html,<script>alert(1)</script>",
                    "vbscript:x",
                    "//evil.example",
                    "file:///etc/passwd",
                    "http://user:pass@evil.example/",
                    "blob:x",
                    "java\nscript:alert(1)"));
            String body = addresses.stream()
                    .map(payload -> event("sources", Map.of("hits", List.of(source(payload))))
                            + event("token", Map.of("text", payload + " [1]"))
                            + event("completed", completed(payload)))
                    .reduce((first, second) -> first + "\u0000" + second)
                    .orElseThrow();
            List<String> streams = List.of(body.split("\u0000"));
            int[] next = {0};
            page.route(
                    "**/api/answers",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("text/event-stream")
                            .setBody(streams.get(next[0]++))));
            for (int i = 0; i < streams.size(); i++) {
                Locator turn = console.ask("Payload " + i + "?");
                turn.locator(".citations button.link").first().evaluate("link => link.click()");
                if (i % 10 == 9 || i == streams.size() - 1) {
                    assertHarmless(page, "payloads up to " + i);
                    console.anew();
                } else {
                    assertHarmless(page, "payload " + i);
                }
            }
            String models = JSON.writeValueAsString(Map.of(
                    "models", PAYLOADS.stream().map(ConsoleAttackIT::model).toList(), "defaultModel", PAYLOADS.get(0)));
            page.route("**/api/models", route -> route.fulfill(json(models)));
            page.reload();
            console.open("#/models");
            page.locator("table.models tbody tr").last().waitFor();
            assertThat(page.locator("table.models tbody tr").count()).isEqualTo(PAYLOADS.size());
            assertHarmless(page, "models");
            assertUntouched(console);
        }
    }

    /** What analysts read of rated answers: every field a payload. */
    @Test
    void everyPayloadInEveryFieldOfARatedAnswerIsDrawnAsText() throws Exception {
        try (ConsolePage console = ConsolePage.of(suite)) {
            // The page shows answers where there is a report
            suite.publish(
                    "rated", Lines.markdown("kiln.md", null, "# Kiln\n\nThe kiln is fired at 1280 degrees.\n", null));
            console.choose("extractive", "rated").ask("How hot is the kiln fired?");
            await().atMost(Duration.ofSeconds(20)).until(() -> !suite.suite()
                    .get("eval", "/api/reports/models?collection=rated")
                    .get("models")
                    .isEmpty());
            Page page = console.page();
            String answers = JSON.writeValueAsString(Map.of(
                    "answers", PAYLOADS.stream().map(ConsoleAttackIT::rated).toList()));
            page.route("**/api/reports/answers*", route -> route.fulfill(json(answers)));
            page.navigate(suite.eval() + "/reports/");
            page.locator("kotae-answers details").last().waitFor();
            page.evaluate(
                    "document.querySelectorAll('kotae-answers details').forEach(answer => { answer.open = true; })");
            assertThat(page.locator("kotae-answers details").count()).isEqualTo(PAYLOADS.size());
            assertHarmless(page, "rated answers", "kotae-answers");
            assertUntouched(console);
        }
    }

    private void assertUntouched(ConsolePage console) {
        assertThat(console.dialogs()).as("dialogs").isEmpty();
        assertThat(console.strayRequests(suite.console().replaceAll("/$", ""), suite.eval()))
                .as("requests to others")
                .isEmpty();
        assertThat(console.requests()).as("something was captured").isNotEmpty();
        System.out.printf(
                "Console attacks: %d payloads, %d requests captured, 0 to others, 0 dialogs%n",
                PAYLOADS.size(), console.requests().size());
    }

    private static void assertHarmless(Page page, String where) {
        assertHarmless(page, where, "kotae-console");
    }

    private static void assertHarmless(Page page, String where, String root) {
        Map<?, ?> seen = (Map<?, ?>) page.evaluate(HARM, root);
        assertThat((Integer) seen.get("drawn")).as(where + " is drawn").isPositive();
        assertThat((List<?>) seen.get("bad")).as(where).isEmpty();
        assertThat(seen.get("ran")).as(where).isNull();
        assertThat((List<?>) seen.get("refused")).as(where).isEmpty();
    }

    /** A document for every payload: in its id, its title, its source's address, its heading, its text. */
    private static String documents() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < PAYLOADS.size(); i++) {
            String payload = PAYLOADS.get(i);
            String line = Payloads.inOneLine(payload);
            lines.append(Lines.markdown(
                            i + " " + line,
                            line + " " + i,
                            "## " + word(i % GROUPS) + " " + line + "\n\nThis is what " + word(i % GROUPS) + " number "
                                    + i + " says: " + payload + "\n",
                            "https://docs.example/" + URLEncoder.encode(line, StandardCharsets.UTF_8)
                                    + "?q='();alert(1)//"))
                    .append('\n');
        }
        return lines.toString();
    }

    /** A model that says the payloads of a group and cites all its chunks. */
    private static String[] answer(int group) {
        List<String> tokens = new ArrayList<>();
        int marker = 1;
        for (int i = group; i < PAYLOADS.size(); i += GROUPS) {
            tokens.add("This is what " + word(group) + " number " + i + " says [" + marker++ + "]\n\n");
            tokens.add(PAYLOADS.get(i) + "\n\n");
        }
        return tokens.toArray(String[]::new);
    }

    private static int group(String request) {
        for (int group = 0; group < GROUPS; group++) {
            if (request.contains("What does " + word(group))) {
                return group;
            }
        }
        throw new AssertionError("No group in " + request);
    }

    /** Words that the analyser keeps apart. */
    private static String word(int group) {
        return List.of(
                        "walrus", "marmot", "badger", "heron", "lizard", "otter", "falcon", "beetle", "salmon",
                        "turtle", "weasel", "raven")
                .get(group);
    }

    private void comment(List<String> ids) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < PAYLOADS.size(); i++) {
            String rating = JSON.writeValueAsString(Map.of("stars", 1 + i % 5, "comment", PAYLOADS.get(i)));
            var response = client.send(
                    HttpRequest.newBuilder(URI.create(suite.eval() + "/api/ratings/" + ids.get(i % ids.size())))
                            .header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofString(rating))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        }
    }

    private static Map<String, Object> source(String payload) {
        return Map.of(
                "marker",
                1,
                "collection",
                payload,
                "documentId",
                payload,
                "version",
                1,
                "chunkId",
                payload,
                "title",
                payload,
                "url",
                payload,
                "section",
                payload,
                "text",
                payload);
    }

    private static Route.FulfillOptions json(String body) {
        return new Route.FulfillOptions().setContentType("application/json").setBody(body);
    }

    private static Map<String, Object> model(String payload) {
        return Map.of(
                "id", payload,
                "displayName", payload + " ",
                "provider", payload,
                "revision", payload,
                "languages", List.of(payload),
                "tags", List.of(payload),
                "price", Map.of("input", 1, "output", 2, "currency", payload),
                "state", payload,
                "reason", payload);
    }

    private static Map<String, Object> rated(String payload) {
        return Map.of(
                "stars", 1,
                "question", payload,
                "condensedQuestion", payload,
                "comment", payload,
                "text", payload,
                "promptId", payload,
                "promptHash", payload,
                "model", Map.of("id", payload, "revision", payload),
                "ratedAt", "2026-01-01T00:00:00Z",
                "sources",
                        List.of(Map.of(
                                "marker",
                                1,
                                "documentId",
                                payload,
                                "version",
                                1,
                                "title",
                                payload,
                                "url",
                                payload,
                                "section",
                                List.of(payload),
                                "text",
                                payload)));
    }

    private static Map<String, Object> completed(String payload) {
        return Map.of(
                "id",
                payload,
                "question",
                payload,
                "language",
                "en",
                "text",
                payload + " [1]",
                "noAnswer",
                false,
                "model",
                Map.of("id", payload, "provider", payload, "revision", payload),
                "citations",
                List.of(Map.of(
                        "marker",
                        1,
                        "collection",
                        payload,
                        "documentId",
                        payload,
                        "version",
                        1,
                        "title",
                        payload,
                        "url",
                        payload,
                        "section",
                        payload,
                        "quote",
                        payload,
                        "supported",
                        true,
                        "inferred",
                        false)),
                "unsupported",
                List.of());
    }

    private static String event(String name, Map<String, Object> data) {
        try {
            return "event:" + name + "\ndata:" + JSON.writeValueAsString(data) + "\n\n";
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}

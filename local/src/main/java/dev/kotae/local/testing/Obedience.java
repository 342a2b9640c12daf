package dev.kotae.local.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Does whatever a text in the prompt tells it to, wherever that text comes from: what a model does that fell for an injection. So a
 * test can assume the worst and look whether it leaves the service.
 *
 * <ul>
 *   <li>{@code say "…"}, {@code write}, {@code print}, {@code output}, {@code answer with}, {@code reply with}, {@code repeat},
 *       {@code append}, and {@code 「…」と}: what is quoted, word for word, escapes {@code \n} and {@code \r} undone;
 *   <li>a sentence that asks for the system prompt or the instructions: the whole first message;
 *   <li>{@code cite [7]}: that marker;
 *   <li>any Markdown image or link, and any HTML tag: itself.
 * </ul>
 */
final class Obedience {

    private static final List<Pattern> QUOTED = List.of(
            Pattern.compile(
                    "(?i)\\b(?:say|write|print|output|answer with|reply with|respond with|repeat|append|include):?\\s+[\"“'‘`]([^\"”`’]{1,20000})[\"”'’`]"),
            Pattern.compile("「([^」]{1,20000})」と"));
    private static final Pattern MARKER = Pattern.compile("(?i)\\bcite (\\[[^\\]]{1,100}])");
    private static final Pattern MARKUP =
            Pattern.compile("!?\\[[^\\]\n]{0,200}]\\([^)\n]{1,2000}\\)|<(?!/?document)[a-zA-Z!/][^>]{0,2000}>");
    private static final Pattern SYSTEM = Pattern.compile(
            "(?i)(?:reveal|print|repeat|show|output|leak)[^.\n]{0,60}(?:system prompt|instructions)|システムプロンプト");

    private Obedience() {}

    /** What an obedient model says to a request; never nothing. */
    static List<String> tokens(JsonNode request) {
        List<String> said = new ArrayList<>();
        for (JsonNode message : request.path("messages")) {
            String text = message.path("content").asText();
            QUOTED.forEach(pattern -> pattern.matcher(text).results().forEach(found -> said.add(unescape(found))));
            MARKER.matcher(text).results().forEach(found -> said.add(found.group(1)));
            MARKUP.matcher(text).results().forEach(found -> said.add(found.group()));
            if (SYSTEM.matcher(text).find()) {
                said.add(request.path("messages").path(0).path("content").asText());
            }
        }
        if (said.isEmpty()) {
            said.add("I was told nothing. [1]");
        }
        List<String> tokens = new ArrayList<>();
        said.forEach(each -> tokens.add(tokens.isEmpty() ? each : " " + each));
        return tokens;
    }

    private static String unescape(MatchResult found) {
        return found.group(1).replace("\\n", "\n").replace("\\r", "\r");
    }
}

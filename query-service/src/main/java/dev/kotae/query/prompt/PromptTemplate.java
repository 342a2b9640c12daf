package dev.kotae.query.prompt;

import dev.kotae.common.document.ContentHash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template file: its name is its id, its content's hash tells whether it was changed. Lines {@code --- system}, {@code --- user} and
 * {@code --- assistant} begin a message each; the last message is the user's.
 */
final class PromptTemplate {

    private static final Pattern ROLE = Pattern.compile("(?m)^--- (\\w+)[ \\t]*$\\R?");
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final Set<String> ROLES = Set.of("system", "user", "assistant");

    private final String id;
    private final String hash;
    private final List<Prompt.Turn> messages;

    private PromptTemplate(String id, String hash, List<Prompt.Turn> messages) {
        this.id = id;
        this.hash = hash;
        this.messages = messages;
    }

    /**
     * Reads a template.
     *
     * @param places the placeholders that it must have, and beside which it may have none
     * @throws IllegalStateException that says what is wrong with it
     */
    static PromptTemplate parse(String id, String text, Set<String> places) {
        List<Prompt.Turn> messages = new ArrayList<>();
        Matcher role = ROLE.matcher(text);
        String current = null;
        int from = 0;
        while (role.find()) {
            add(id, messages, current, text.substring(from, role.start()));
            current = role.group(1);
            from = role.end();
        }
        add(id, messages, current, text.substring(from));
        Set<String> found = new HashSet<>();
        messages.forEach(message -> PLACE.matcher(message.content())
                .results()
                .map(place -> place.group(1))
                .forEach(found::add));
        if (messages.isEmpty() || !messages.get(messages.size() - 1).role().equals("user")) {
            throw broken(id, "its last message must be the user's: begin it with a line '--- user'");
        }
        if (!found.equals(places)) {
            throw broken(id, "it must have the placeholders " + braced(places) + ", it has " + braced(found));
        }
        return new PromptTemplate(id, ContentHash.of(text).hex(), List.copyOf(messages));
    }

    private static void add(String id, List<Prompt.Turn> messages, String role, String text) {
        String content = text.strip();
        if (role == null) {
            if (!content.isEmpty()) {
                throw broken(id, "it must begin with a line '--- system' or '--- user'");
            }
            return;
        }
        if (!ROLES.contains(role)) {
            throw broken(id, "'--- " + role + "' is no role; roles are system, user and assistant");
        }
        if (content.isEmpty()) {
            throw broken(id, "the message of '--- " + role + "' is empty");
        }
        messages.add(new Prompt.Turn(role, content));
    }

    static IllegalStateException broken(String id, String why) {
        return new IllegalStateException("The prompt template " + id + " cannot be used: " + why);
    }

    private static List<String> braced(Set<String> places) {
        return places.stream().sorted().map(place -> "{" + place + "}").toList();
    }

    String id() {
        return id;
    }

    String hash() {
        return hash;
    }

    /**
     * The messages with their places filled. What is filled in is not searched for places.
     *
     * @param history goes before the last message
     */
    List<Prompt.Turn> fill(Map<String, String> values, List<Prompt.Turn> history) {
        List<Prompt.Turn> filled = new ArrayList<>();
        for (Prompt.Turn message : messages) {
            filled.add(new Prompt.Turn(
                    message.role(),
                    PLACE.matcher(message.content())
                            .replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))))));
        }
        filled.addAll(filled.size() - 1, history);
        return List.copyOf(filled);
    }

    /** What the template itself says, without what is filled in. */
    List<String> ownWords() {
        return messages.stream()
                .flatMap(message -> PLACE.splitAsStream(message.content()))
                .toList();
    }
}

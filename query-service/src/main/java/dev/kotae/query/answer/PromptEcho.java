package dev.kotae.query.answer;

import dev.kotae.query.problem.Problems;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps a model from reading its instructions out, which documents may talk it into: text that could become a long piece of them is
 * held back until it is one, and then the answer fails, or until it differs. Not thread-safe: one instance an answer.
 */
final class PromptEcho {

    /** The answer fails from so many characters in a row on; a sentence that templates ask for is shorter. */
    private static final int LONGEST = 60;

    private static final int LONGEST_WIDE = 24;
    private static final int FIRST_WIDE = 0x2E80;
    private static final Pattern WHITE = Pattern.compile("\\s");

    private final String instructions;
    private final int longest;
    private final int window;

    /** The latest text, as much as can matter; its last {@code waiting} characters were not given yet. */
    private String recent = "";

    private int waiting;

    /** How many of the latest characters stand in the instructions in a row, {@link #window} at most. */
    private int matched;

    PromptEcho(List<String> instructions) {
        this.instructions = flat(String.join("\u0000", instructions));
        this.longest = this.instructions.codePoints().anyMatch(letter -> letter >= FIRST_WIDE) ? LONGEST_WIDE : LONGEST;
        this.window = longest * 2 / 3;
    }

    /**
     * Takes the next piece of text and gives what may be shown by now, possibly nothing.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem {@code prompt-echoed}
     */
    String push(String piece) {
        String text = recent + piece;
        String flat = flat(text);
        int most = Math.min(window, matched + piece.length()); // a match grows by no more than what was said
        for (int at = 0; most == window && at + window <= flat.length(); at += longest - window) {
            if (instructions.contains(flat.substring(at, at + window))) {
                throw Problems.promptEchoed();
            }
        }
        int from = Math.max(0, flat.length() - most);
        while (from < flat.length() && !instructions.contains(flat.substring(from))) {
            from++;
        }
        int match = flat.length() - from;
        matched = match;
        int unseen = waiting + piece.length();
        int keep = match < longest / 4 ? 0 : Math.min(match, unseen);
        String shown = text.substring(text.length() - unseen, text.length() - keep);
        recent = text.substring(Math.max(0, text.length() - longest));
        waiting = keep;
        return shown;
    }

    /** What was held back, at the end: too short to be worth keeping back. */
    String end() {
        String rest = recent.substring(recent.length() - waiting);
        waiting = 0;
        return rest;
    }

    private static String flat(String text) {
        return WHITE.matcher(text).replaceAll(" ");
    }
}

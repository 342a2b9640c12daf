package dev.kotae.query.citation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets a model's text through as it streams, every marker brought to the form {@code [1]} and those that point to nothing gone; what
 * stands in code is left as it is. A text that could become a marker is held back until it is one or cannot be one any more; at most
 * {@value #LONGEST} characters wait, and white space before them. Not thread-safe: one instance a stream.
 */
public final class Markers {

    private static final int LONGEST = 40;

    private static final String NUMBER =
            "(?:(?i:documents?|docs?|sources?|passages?|references?|refs?|文書|資料|出典)\\s*[:#：]?\\s*)?\\^?[0-9０-９]{1,3}";

    /**
     * What models write: {@code [1]}, {@code [1, 2]}, {@code [1-3]}, {@code [Document 1]}, {@code [^1]}, {@code 【1†source】}, and the
     * brackets and digits of Japanese keyboards.
     */
    private static final Pattern WRITTEN = Pattern.compile("[\\[［【]\\s*(" + NUMBER
            + "(?:\\s*(?:[,、，;；&・]|and|と|[-–〜～])\\s*" + NUMBER + ")*)\\s*(?:†[^\\]］】\\n]{0,20})?[\\]］】]");

    /** A marker as it is let through. */
    private static final Pattern MARKER = Pattern.compile("\\[(\\d{1,3})]");

    private static final Pattern PART = Pattern.compile("([-–〜～])?[^0-9０-９\\-–〜～]*([0-9０-９]{1,3})");
    private static final Pattern BEGINNING = Pattern.compile("\\s*(?:`+|[\\[［【][^\\]］】\\n]*)?\\z");
    private static final int FENCE = 3;

    private final int sources;
    private String held = "";
    private int code;
    private boolean afterMarker;

    /** @param sources the number of sources; markers 1 to it are let through */
    public Markers(int sources) {
        this.sources = sources;
    }

    /**
     * A marker in a text that was let through.
     *
     * @param number the source's number
     * @param start where it begins
     * @param end where it ends
     */
    record Mention(int number, int start, int end) {}

    /** Takes the next piece of text and gives what is certain by now, possibly nothing. */
    public String push(String piece) {
        String text = held + piece;
        Matcher beginning = BEGINNING.matcher(text);
        int cut = beginning.find() && text.length() - beginning.start() <= LONGEST ? beginning.start() : text.length();
        held = text.substring(cut);
        return resolve(text.substring(0, cut), false);
    }

    /** What was held back, at the end of the stream. */
    public String end() {
        String rest = resolve(held, false);
        held = "";
        return rest;
    }

    /** A whole text, where it is known which backquote begins code and which is only a character. */
    static String resolve(String text, int sources) {
        return new Markers(sources).resolve(text, true);
    }

    /** The markers of a whole text that was resolved. */
    static List<Mention> in(String text) {
        List<Mention> mentions = new ArrayList<>();
        new Markers(0).outsideCode(text, true, (at, matcher) -> {
            if (matcher.usePattern(MARKER).lookingAt()) {
                mentions.add(new Mention(Integer.parseInt(matcher.group(1)), matcher.start(), matcher.end()));
                return matcher.end();
            }
            return at;
        });
        return mentions;
    }

    /** A text of which nothing will be taken for a marker: what looks like one outside code gets round brackets. */
    public static String disarm(String text) {
        StringBuilder plain = new StringBuilder();
        int[] from = {0};
        new Markers(0).outsideCode(text, true, (at, matcher) -> {
            if (!matcher.usePattern(WRITTEN).lookingAt()) {
                return at;
            }
            plain.append(text, from[0], at).append('(').append(matcher.group(1)).append(')');
            from[0] = matcher.end();
            return matcher.end();
        });
        return plain.append(text.substring(from[0])).toString();
    }

    private String resolve(String text, boolean whole) {
        StringBuilder resolved = new StringBuilder();
        int[] from = {0};
        if (afterMarker && startsLink(text, 0)) {
            resolved.append(' ');
        }
        afterMarker = afterMarker && text.isEmpty();
        outsideCode(text, whole, (at, matcher) -> {
            if (!matcher.usePattern(WRITTEN).lookingAt()) {
                return at;
            }
            resolved.append(text, from[0], at);
            from[0] = matcher.end();
            Set<Integer> numbers = numbers(matcher.group(1));
            if (numbers.isEmpty()) {
                stripBlanks(resolved);
            }
            numbers.forEach(number -> resolved.append('[').append(number).append(']'));
            if (!numbers.isEmpty() && startsLink(text, matcher.end())) {
                resolved.append(' ');
            }
            afterMarker = !numbers.isEmpty() && matcher.end() == text.length();
            return matcher.end();
        });
        return resolved.append(text.substring(from[0])).toString();
    }

    /** Behind a marker these would make it a Markdown link to wherever the model pleases. */
    private static boolean startsLink(String text, int at) {
        return at < text.length() && (text.charAt(at) == '(' || text.charAt(at) == ':');
    }

    private Set<Integer> numbers(String written) {
        Set<Integer> numbers = new LinkedHashSet<>();
        Matcher part = PART.matcher(written);
        int before = 0;
        while (part.find()) {
            int number = Integer.parseInt(part.group(2));
            int first = part.group(1) != null && before > 0 && before < number ? before + 1 : number;
            for (int each = first; each <= Math.min(number, sources); each++) {
                if (each >= 1) {
                    numbers.add(each);
                }
            }
            before = number;
        }
        return numbers;
    }

    private static void stripBlanks(StringBuilder text) {
        while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
    }

    /** Called at each opening bracket outside code; gives where to go on, or {@code at} where it was none of its. */
    private interface Visit {
        int bracket(int at, Matcher matcher);
    }

    /**
     * @param whole whether the text's end is in it: then a row of backquotes that no other one answers is no code
     */
    private void outsideCode(String text, boolean whole, Visit visit) {
        Matcher matcher = WRITTEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            int row = backquotes(text, at);
            if (row > 0) {
                quote(text, at + row, row, whole);
                at += row;
                continue;
            }
            char letter = text.charAt(at);
            if (letter == '\n' && code > 0 && code < FENCE && text.startsWith("\n\n", at)) {
                code = 0;
            }
            int next = at;
            if (code == 0 && (letter == '[' || letter == '［' || letter == '【')) {
                next = visit.bracket(at, matcher.region(at, text.length()));
            }
            at = Math.max(next, at + 1);
        }
    }

    private void quote(String text, int after, int row, boolean whole) {
        if (code == 0) {
            code = whole && row < FENCE && !answered(text, after, row) ? 0 : row;
        } else if (row == code || code >= FENCE && row > code) {
            code = 0;
        }
    }

    private static boolean answered(String text, int from, int row) {
        int end = text.indexOf("\n\n", from);
        int limit = end < 0 ? text.length() : end;
        for (int at = from; at < limit; at++) {
            int next = backquotes(text, at);
            if (next == row) {
                return true;
            }
            at += Math.max(0, next - 1);
        }
        return false;
    }

    private static int backquotes(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) == '`') {
            end++;
        }
        return end - at;
    }
}

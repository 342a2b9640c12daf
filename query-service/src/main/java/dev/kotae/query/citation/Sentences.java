package dev.kotae.query.citation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts text into sentences, English and Japanese alike, word for word: a sentence ends at a full stop, question or exclamation
 * mark that white space follows, at a Japanese one wherever it stands, and at an empty line or the next list item.
 */
public final class Sentences {

    private static final Pattern END = Pattern.compile(
            "(?<=[。！？])(?!\\s*[\\[［【]\\s*\\d|[」』）)\\]])|(?<=[.!?。！？]\\s?\\[\\d{1,3}\\])(?!\\s*\\[)\\s*|(?<=[.!?][\"')\\]]?)(?<!\\b(?:e\\.g|i\\.e|etc|vs|cf|No)\\.)\\s+(?!\\[\\d)|\\n\\s*\\n|\\n(?=\\s*(?:[-*+]|\\d+[.)])\\s)");

    private static final Pattern FENCE = Pattern.compile("(?m)^\\s*(```|~~~)");
    private static final Pattern NO_PROSE =
            Pattern.compile("^\\s*(#{1,6}\\s|\\||>?\\s*\\[!|<|\\{\\{|:?-{3,}|={3,}).*", Pattern.DOTALL);
    private static final Pattern ITEM = Pattern.compile("^(?:[-*+]|\\d+[.)]|>)\\s+");

    private Sentences() {}

    /** All sentences of a text in order, trimmed, none empty. Each is a substring of the text. */
    public static List<String> of(String text) {
        List<String> sentences = new ArrayList<>();
        Matcher end = END.matcher(text);
        int start = 0;
        while (end.find()) {
            add(sentences, text.substring(start, end.start()));
            start = end.end();
        }
        add(sentences, text.substring(start));
        return sentences;
    }

    /** The sentences of a Markdown text that are prose: no headings, tables, code blocks or markup. */
    public static List<String> prose(String markdown) {
        List<String> prose = new ArrayList<>();
        for (String part : outsideFences(markdown)) {
            for (String sentence : of(part)) {
                String bare = ITEM.matcher(sentence).replaceFirst("").strip();
                if (!bare.isEmpty() && !NO_PROSE.matcher(bare).matches()) {
                    prose.add(bare);
                }
            }
        }
        return prose;
    }

    private static List<String> outsideFences(String markdown) {
        List<String> outside = new ArrayList<>();
        Matcher fence = FENCE.matcher(markdown);
        int start = 0;
        boolean inside = false;
        while (fence.find()) {
            if (!inside) {
                outside.add(markdown.substring(start, fence.start()));
            }
            inside = !inside;
            int line = markdown.indexOf('\n', fence.end());
            start = line < 0 ? markdown.length() : line;
        }
        if (!inside) {
            outside.add(markdown.substring(Math.min(start, markdown.length())));
        }
        return outside;
    }

    private static void add(List<String> sentences, String sentence) {
        String bare = sentence.strip();
        if (!bare.isEmpty()) {
            sentences.add(bare);
        }
    }
}

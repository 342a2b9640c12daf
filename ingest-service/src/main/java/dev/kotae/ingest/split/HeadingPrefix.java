package dev.kotae.ingest.split;

import java.util.List;
import java.util.function.ToIntFunction;

/** The headings that the embedder reads before a chunk's text: the last ones, as many as a bound allows. */
final class HeadingPrefix {

    private static final int MOST_HEADINGS = 3;
    private static final int CHARS_PER_TOKEN = 10;

    private final ToIntFunction<String> tokens;
    private final int maxTokens;

    HeadingPrefix(ToIntFunction<String> tokens, int maxTokens) {
        this.tokens = tokens;
        this.maxTokens = maxTokens;
    }

    /** Empty where there is no heading, or where even the last one is too long; a chunk's text never yields to its headings. */
    String of(List<String> headings) {
        for (int from = Math.max(0, headings.size() - MOST_HEADINGS); from < headings.size(); from++) {
            String prefix = String.join(" > ", headings.subList(from, headings.size()));
            if (prefix.length() <= maxTokens * CHARS_PER_TOKEN && tokens.applyAsInt(prefix) <= maxTokens) {
                return prefix;
            }
        }
        return "";
    }
}

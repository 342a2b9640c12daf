package dev.kotae.ingest.parse;

import dev.kotae.ingest.parse.Document.Block;
import java.util.List;

/** Cuts blocks out of a source. */
final class BlockSpans {

    private BlockSpans() {}

    /** Adds what stands between two places, without blank lines before it and without blanks behind it; nothing if all is blank. */
    static void add(List<Block> blocks, String source, int from, int to) {
        int end = to;
        while (end > from && Character.isWhitespace(source.charAt(end - 1))) {
            end--;
        }
        int first = from;
        while (first < end && Character.isWhitespace(source.charAt(first))) {
            first++;
        }
        if (first < end) {
            blocks.add(new Block(Math.max(from, lineStart(source, first)), end));
        }
    }

    /** Where the line begins that a place is on. */
    static int lineStart(String source, int place) {
        int start = place;
        while (start > 0 && source.charAt(start - 1) != '\n' && source.charAt(start - 1) != '\r') {
            start--;
        }
        return start;
    }
}

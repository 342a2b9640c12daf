package dev.kotae.ingest.split;

import dev.kotae.ingest.change.RejectedChangeException;
import dev.kotae.ingest.change.RejectedChangeException.Reason;
import dev.kotae.ingest.parse.Document.Block;
import dev.kotae.ingest.split.Unit.Seam;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks the blocks of one document into units that fit: a block as a whole, else by lines, those by sentences, those by characters.
 * It stops as soon as it is certain that there would be too many chunks, so that a huge document costs no more than a large one.
 */
final class Units {

    private static final Pattern LINE_END = Pattern.compile("\\R");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|(?<=[。！？])(?![」』）】〉》])");

    private final String source;
    private final ToIntFunction<String> tokens;
    private final long mostTokens;
    private long counted;

    /**
     * For one document.
     *
     * @param tokens counts the tokens of a text
     * @param mostTokens with more than so many in all the document is rejected
     */
    Units(String source, ToIntFunction<String> tokens, long mostTokens) {
        this.source = source;
        this.tokens = tokens;
        this.mostTokens = mostTokens;
    }

    /** The units of a block, none of more than the given tokens or characters. */
    List<Unit> of(Block block, int maxTokens, int maxChars) {
        List<Unit> units = new ArrayList<>();
        add(units, block.start(), block.end(), Seam.BLOCK, new Limit(maxTokens, maxChars));
        return units;
    }

    private void add(List<Unit> units, int from, int to, Seam seam, Limit limit) {
        int end = to;
        while (end > from && Character.isWhitespace(source.charAt(end - 1))) {
            end--;
        }
        if (from == end) {
            return;
        }
        if (end - from <= limit.chars()) {
            int count = tokens.applyAsInt(source.substring(from, end));
            if (count <= limit.tokens()) {
                take(units, new Unit(from, end, count, seam));
                return;
            }
        }
        switch (seam) {
            case BLOCK -> part(units, from, end, LINE_END, Seam.LINE, limit);
            case LINE -> part(units, from, end, SENTENCE_END, Seam.SENTENCE, limit);
            case SENTENCE, CHARACTER -> cut(units, from, end, limit);
        }
    }

    /** The first piece begins what the whole began, so that a whole keeps its seam. */
    private void part(List<Unit> units, int from, int to, Pattern gap, Seam seam, Limit limit) {
        Seam whole = seam == Seam.LINE ? Seam.BLOCK : Seam.LINE;
        int first = units.size();
        Matcher matcher = gap.matcher(source).region(from, to).useTransparentBounds(true);
        int start = from;
        while (matcher.find()) {
            if (matcher.end() > start && matcher.end() < to) {
                add(units, start, Math.min(to, Math.max(matcher.start(), start)), seam, limit);
                start = matcher.end();
            }
        }
        add(units, start, to, seam, limit);
        if (units.size() > first) {
            Unit unit = units.get(first);
            units.set(first, new Unit(unit.start(), unit.end(), unit.tokens(), whole));
        }
    }

    private void cut(List<Unit> units, int from, int to, Limit limit) {
        int start = from;
        while (start < to) {
            int length = Math.min(limit.chars(), to - start);
            int count = tokens.applyAsInt(source.substring(start, whole(start, start + length)));
            while (count > limit.tokens() && length > 1) {
                length = Math.max(1, Math.min(length - 1, (int) ((long) length * limit.tokens() / count)));
                count = tokens.applyAsInt(source.substring(start, whole(start, start + length)));
            }
            int end = whole(start, start + length);
            take(units, new Unit(start, end, count, start == from ? Seam.SENTENCE : Seam.CHARACTER));
            start = end;
        }
    }

    /** The place itself, or beside it where it would part a surrogate pair. */
    private int whole(int start, int place) {
        boolean parts = place < source.length()
                && Character.isLowSurrogate(source.charAt(place))
                && Character.isHighSurrogate(source.charAt(place - 1));
        if (!parts) {
            return place;
        }
        return place - 1 > start ? place - 1 : place + 1;
    }

    private void take(List<Unit> units, Unit unit) {
        counted += unit.tokens();
        if (counted > mostTokens) {
            throw new RejectedChangeException(
                    Reason.TOO_MANY_CHUNKS,
                    "The document has more text than fits the chunks of one document: split it into several documents");
        }
        units.add(unit);
    }

    private record Limit(int tokens, int chars) {}
}

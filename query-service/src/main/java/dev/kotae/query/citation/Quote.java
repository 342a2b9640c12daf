package dev.kotae.query.citation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A sentence of a source that can stand in an answer as it is.
 *
 * @param source where it stands
 * @param text the sentence, word for word
 * @param place its number among the source's sentences, from 0
 */
public record Quote(Source source, String text, int place) {

    private static final int LONGEST = 600;

    /** The sentences of sources, in order; their lines where no source has a sentence, as tables and code have none. */
    public static List<Quote> of(List<Source> sources) {
        List<Quote> sentences = cut(sources, Quote::sentences);
        return sentences.isEmpty() ? cut(sources, Quote::lines) : sentences;
    }

    /** The sentence with the marker of its source; nothing else in it will be taken for one. */
    public String marked() {
        return Markers.disarm(text) + " [" + source.marker() + "]";
    }

    private static List<Quote> cut(List<Source> sources, Function<String, List<String>> cut) {
        List<Quote> quotes = new ArrayList<>();
        for (Source source : sources) {
            int place = 0;
            for (String text : cut.apply(source.text())) {
                if (!text.isEmpty()) {
                    quotes.add(new Quote(source, text, place));
                }
                place++;
            }
        }
        return List.copyOf(quotes);
    }

    /** Sentences of prose; empty in place of those that are too long or only lead to what follows. */
    private static List<String> sentences(String text) {
        return Sentences.prose(text).stream()
                .map(sentence ->
                        sentence.length() > LONGEST || sentence.endsWith(":") || sentence.endsWith("：") ? "" : sentence)
                .toList();
    }

    /** Lines that say something, the start of those that are too long. */
    private static List<String> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.codePoints().anyMatch(Character::isLetterOrDigit))
                .map(line -> line.substring(0, Math.min(LONGEST, line.length())))
                .toList();
    }
}

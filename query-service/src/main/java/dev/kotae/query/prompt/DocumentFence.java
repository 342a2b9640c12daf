package dev.kotae.query.prompt;

import dev.kotae.query.citation.Markers;
import dev.kotae.query.citation.Quote;
import dev.kotae.query.citation.Source;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Puts documents into a prompt as data: between fences that their text cannot close, without the control words by which chat
 * templates change the speaker, without citation markers of their own, and without characters that nobody sees.
 */
final class DocumentFence {

    private static final Pattern TAG = Pattern.compile("(?i)[<＜](?=\\s*/?\\s*(?:document|question|answer))");

    /** ChatML and its like, Llama's and Gemma's turns, the ends of sequences. */
    private static final Pattern CONTROL = Pattern.compile(
            "(?i)<(?=\\||\\s*/?\\s*(?:s|system|user|assistant|human|im_start|im_end|start_of_turn|end_of_turn|<sys>|<\\s*/sys>)\\s*>)|<(?=<\\s*/?SYS\\s*>>)|\\[(?=\\s*/?\\s*INST\\s*])");

    private static final Pattern SPEAKER =
            Pattern.compile("(?im)^(?=[ \\t#*]*(?:system|assistant|developer)[ \\t*]*[:：])");

    /** Zero-width, bidirectional, tag and other invisible characters. */
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\u00AD\\u180E\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF\\x{E0000}-\\x{E007F}]");

    private DocumentFence() {}

    static String of(List<Source> sources) {
        StringBuilder documents = new StringBuilder();
        for (Source source : sources) {
            documents
                    .append("<document number=\"")
                    .append(source.marker())
                    .append("\" title=\"")
                    .append(data(source.hit().title()).replaceAll("\\s+", " ").replace('"', '\''))
                    .append("\">\n")
                    .append(data(source.text()))
                    .append("\n</document>\n");
        }
        return documents.toString().strip();
    }

    /** A line each, with its marker. */
    static String ofQuotes(List<Quote> quotes) {
        StringBuilder lines = new StringBuilder("<documents>\n");
        for (Quote quote : quotes) {
            lines.append(data(quote.text()).replaceAll("\\s+", " "))
                    .append(" [")
                    .append(quote.source().marker())
                    .append("]\n");
        }
        return lines.append("</documents>").toString();
    }

    /** A document's text: its markers would pass for ours. */
    static String data(String text) {
        return Markers.disarm(plain(text));
    }

    /** A question's text, or an answer's, whose markers are ours. */
    static String plain(String text) {
        String plain = INVISIBLE.matcher(text).replaceAll("");
        plain = TAG.matcher(plain).replaceAll("‹");
        plain = CONTROL.matcher(plain).replaceAll("‹");
        return SPEAKER.matcher(plain).replaceAll("› ");
    }
}

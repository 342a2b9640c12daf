package dev.kotae.query.citation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets a model's text through as it streams, less the markers that point to nothing. A text that could become a marker is held back
 * until it is one or cannot be one any more; at most {@value #LONGEST} characters wait. Not thread-safe: one instance a stream.
 */
public final class Markers {

    /** The characters of the longest marker, {@code [ 999 ]} and a little. */
    private static final int LONGEST = 12;

    /** {@code [1]}, {@code [ 1 ]}, {@code [1, 2]}, and the brackets of Japanese keyboards. */
    static final Pattern MARKER = Pattern.compile("[\\[［【]\\s*(\\d{1,3}(?:\\s*[,、，]\\s*\\d{1,3})*)\\s*[\\]］】]");

    private static final Pattern BEGINNING = Pattern.compile("[\\[［【][\\s\\d,、，]*$");

    private final int sources;
    private String held = "";

    /** @param sources the number of sources; markers 1 to it are let through */
    public Markers(int sources) {
        this.sources = sources;
    }

    /** Takes the next piece of text and gives what is certain by now, possibly nothing. */
    public String push(String piece) {
        String text = held + piece;
        Matcher beginning = BEGINNING.matcher(text);
        int cut = beginning.find() && text.length() - beginning.start() <= LONGEST ? beginning.start() : text.length();
        held = text.substring(cut);
        return resolve(text.substring(0, cut));
    }

    /** What was held back, at the end of the stream. */
    public String end() {
        String rest = resolve(held);
        held = "";
        return rest;
    }

    private String resolve(String text) {
        Matcher marker = MARKER.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (marker.find()) {
            StringBuilder kept = new StringBuilder();
            for (String number : marker.group(1).split("\\s*[,、，]\\s*")) {
                int value = Integer.parseInt(number);
                if (value >= 1 && value <= sources) {
                    kept.append('[').append(value).append(']');
                }
            }
            marker.appendReplacement(resolved, kept.toString());
        }
        marker.appendTail(resolved);
        return resolved.toString();
    }
}

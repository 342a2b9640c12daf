package dev.kotae.ingest.parse;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Gives the headings of one document their anchors as GitHub does: lower case, blanks to hyphens, letters and digits of any script
 * kept, punctuation dropped, {@code -1}, {@code -2}, … where one occurs again.
 */
final class Anchors {

    private static final Pattern DROPPED = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{Pc}\\- ]");

    private final Map<String, Integer> occurrences = new HashMap<>();

    /** The anchor of the next heading. */
    String of(String heading) {
        String slug =
                DROPPED.matcher(heading.toLowerCase(Locale.ROOT)).replaceAll("").replace(' ', '-');
        return unique(slug);
    }

    /** An anchor that the author chose; it is theirs, but counts as taken. */
    String given(String anchor) {
        occurrences.putIfAbsent(anchor, 0);
        return anchor;
    }

    private String unique(String slug) {
        String anchor = slug;
        while (occurrences.containsKey(anchor)) {
            anchor = slug + "-" + occurrences.merge(slug, 1, Integer::sum);
        }
        occurrences.put(anchor, 0);
        return anchor;
    }
}

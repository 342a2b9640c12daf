package dev.kotae.query.citation;

import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sources below an answer's text, for readers whose client shows nothing but the text: one line of Markdown for each number, as a
 * link where the document has an address. Titles are documents' text: nothing in them is markup.
 */
public final class CitationList {

    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]()<#+!|~&]");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}\\u2028\\u2029]+");
    private static final Pattern WEB = Pattern.compile("(?i)https?://[^\\s\\p{Cntrl}<>]+");
    private static final Pattern LIST = Pattern.compile("\\n\\n(?:- \\[\\d+\\] [^\\n]*(?:\\n|$))+$");

    private CitationList() {}

    /** The list, with an empty line before it; empty where nothing is cited. */
    public static String of(List<Citation> citations) {
        TreeMap<Integer, Citation> byMarker = new TreeMap<>();
        citations.forEach(citation -> byMarker.putIfAbsent(citation.marker(), citation));
        return byMarker.isEmpty()
                ? ""
                : byMarker.values().stream().map(CitationList::line).collect(Collectors.joining("\n", "\n\n", ""));
    }

    /** A text without the list at its end: a client sends back what it was given. */
    public static String without(String text) {
        return LIST.matcher(text).replaceFirst("");
    }

    private static String line(Citation citation) {
        String name = citation.title() == null || citation.title().isBlank() ? citation.documentId() : citation.title();
        String text = plain(place(name, citation.section()));
        String url = citation.url();
        return "- [" + citation.marker() + "] "
                + (url != null && WEB.matcher(url).matches() ? "[" + text + "](<" + url + ">)" : text);
    }

    /** Where a document's first heading is its title, its sections begin with the title already. */
    private static String place(String name, String section) {
        if (section == null || section.isBlank()) {
            return name;
        }
        return section.equals(name) || section.startsWith(name + " > ") ? section : name + ", " + section;
    }

    private static String plain(String text) {
        return MARKUP.matcher(SPACE.matcher(text).replaceAll(" ").strip()).replaceAll("\\\\$0");
    }
}

package dev.kotae.query.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a judge said of two answers, by the places in which it read them. */
enum Verdict {
    /** The first one is better. */
    @JsonProperty("first")
    FIRST,
    /** The second one is better. */
    @JsonProperty("second")
    SECOND,
    /** Neither is. */
    @JsonProperty("tie")
    TIE,
    /** It said something else. */
    @JsonProperty("unreadable")
    UNREADABLE;

    /** One of the three words, perhaps in quotes or bold or with a full stop; nothing before it, nothing after it. */
    private static final Pattern WORD = Pattern.compile(
            "[\\s\"'`*「『“]*(first|second|tie)[\\s\"'`*」』”]*[.。]?[\\s\"'`*」』”]*", Pattern.CASE_INSENSITIVE);

    /** Reads what a judge wrote, whole; nothing is guessed from a part of it. */
    static Verdict of(String written) {
        Matcher word = WORD.matcher(written);
        return word.matches() ? valueOf(word.group(1).toUpperCase(Locale.ROOT)) : UNREADABLE;
    }
}

package dev.kotae.eval.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What names, texts and times must keep in every record, whoever wrote it. */
final class Limits {

    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_COMMENT = 4000;
    private static final int MOST_REASONS = 20;
    private static final int LONGEST_REASON = 100;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private Limits() {}

    /** Null, or of bounded length and writable in UTF-8: a lone half of a character is not. */
    static boolean named(String... names) {
        return Stream.of(names)
                .filter(Objects::nonNull)
                .allMatch(name -> name.length() <= LONGEST_NAME && writable(name));
    }

    static boolean commented(String comment) {
        return comment == null || comment.codePointCount(0, comment.length()) <= LONGEST_COMMENT && writable(comment);
    }

    static boolean reasoned(List<String> reasons) {
        return reasons == null
                || reasons.size() <= MOST_REASONS
                        && reasons.stream().allMatch(reason -> reason.length() <= LONGEST_REASON && writable(reason));
    }

    /** In years that every part can count with. */
    static boolean dated(Instant at) {
        return at != null && !at.isBefore(EARLIEST) && at.isBefore(LATEST);
    }

    private static boolean writable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}

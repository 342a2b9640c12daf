package dev.kotae.eval.report;

import dev.kotae.common.document.CollectionName;
import dev.kotae.eval.evidence.Slice;
import dev.kotae.eval.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which answers a report is about; null means all.
 *
 * @param collection answers that were searched for in it, possibly among others
 * @param language of the question
 * @param from the first day, UTC
 * @param to the last day, UTC
 */
record ReportFilter(String collection, String language, LocalDate from, LocalDate to) {

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    /**
     * Reads a query; empty is as good as missing.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, if a value cannot be what it should
     */
    static ReportFilter parse(String collection, String language, String from, String to) {
        if (given(collection) && !CollectionName.isValid(collection)) {
            throw Problems.invalid(
                    "invalid-collection",
                    "A collection's name has 1 to 100 letters, digits, '.', '_' or '-' and begins with a letter or digit");
        }
        if (given(language) && !LANGUAGE.matcher(language).matches()) {
            throw Problems.invalid("invalid-request", "language must be an ISO 639 code such as en or ja");
        }
        ReportFilter filter = new ReportFilter(
                given(collection) ? collection : null,
                given(language) ? language : null,
                day("from", from, 0),
                day("to", to, 1));
        if (filter.from != null && filter.to != null && filter.from.isAfter(filter.to)) {
            throw Problems.invalid("invalid-request", "from must not be after to");
        }
        return filter;
    }

    /** Whether the slice's answers are wanted. */
    boolean matches(Slice slice) {
        return (collection == null || slice.collections().contains(collection))
                && (language == null || slice.language().equals(language))
                && (from == null || !slice.day().isBefore(from))
                && (to == null || !slice.day().isAfter(to));
    }

    /** In words, for people. */
    String words() {
        List<String> words = new ArrayList<>();
        words.add(collection == null ? "all collections" : "collection " + collection);
        words.add(language == null ? "all languages" : "language " + language);
        if (from != null) {
            words.add("from " + from);
        }
        if (to != null) {
            words.add("to " + to);
        }
        return String.join(", ", words);
    }

    private static boolean given(String value) {
        return value != null && !value.isEmpty();
    }

    /**
     * Answers are counted by day, so a time must be a day's beginning in UTC.
     *
     * @param daysBefore how many days before a time the day is that is meant: a time ends what is before it
     */
    private static LocalDate day(String name, String value, int daysBefore) {
        if (!given(value)) {
            return null;
        }
        try {
            if (!value.contains("T")) {
                return LocalDate.parse(value);
            }
            OffsetDateTime time = OffsetDateTime.parse(value).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
                return time.toLocalDate().minusDays(daysBefore);
            }
        } catch (DateTimeException e) {
            throw notADay(name);
        }
        throw notADay(name);
    }

    private static HttpProblem notADay(String name) {
        return Problems.invalid(
                "invalid-request",
                name + " must be a whole day (UTC) such as 2026-11-23, or its beginning such as 2026-11-23T00:00:00Z");
    }
}

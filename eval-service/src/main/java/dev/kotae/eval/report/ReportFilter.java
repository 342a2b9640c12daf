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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which answers a report is about; null means all.
 *
 * @param collection answers that were searched for in it, possibly among others
 * @param language of the question
 * @param from the first day, UTC
 * @param to the last day, UTC
 * @param model the model's id
 * @param provider the model's provider
 * @param revision the model's revision
 * @param prompt the prompt template's hash
 * @param retrieval the retrieval's settings, as slices tell them
 * @param generation answers that read it, possibly among others
 * @param origin where they were collected; null means everywhere but in experiments and the demo, {@value #ANY} everywhere,
 *     {@value #OWN} where a user asked here
 */
public record ReportFilter(
        String collection,
        String language,
        LocalDate from,
        LocalDate to,
        String model,
        String provider,
        String revision,
        String prompt,
        String retrieval,
        String generation,
        String origin) {

    /** All origins. */
    static final String ANY = "any";

    /** No origin. */
    public static final String OWN = "own";

    /** All answers but those of experiments and of the demo. */
    static final ReportFilter ALL = new ReportFilter(null, null, null, null, null, null, null, null, null, null, null);

    private static final String EXPERIMENT = "experiment:";
    private static final String DEMO = "demo";
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    private static final int LONGEST = 500;
    private static final Set<String> SAID = Set.of("collection", "language", "from", "to");

    /**
     * Reads a query; empty is as good as missing.
     *
     * @param query the parameters by name; those of other names are not looked at
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, if a value cannot be what it should
     */
    public static ReportFilter parse(Map<String, String> query) {
        String collection = given(query, "collection");
        String language = given(query, "language");
        if (collection != null && !CollectionName.isValid(collection)) {
            throw Problems.invalid(
                    "invalid-collection",
                    "A collection's name has 1 to 100 letters, digits, '.', '_' or '-' and begins with a letter or"
                            + " digit");
        }
        if (language != null && !LANGUAGE.matcher(language).matches()) {
            throw Problems.invalid("invalid-request", "language must be an ISO 639 code such as en or ja");
        }
        ReportFilter filter = new ReportFilter(
                collection,
                language,
                day("from", given(query, "from"), 0),
                day("to", given(query, "to"), 1),
                given(query, "model"),
                given(query, "provider"),
                given(query, "revision"),
                given(query, "prompt"),
                given(query, "retrieval"),
                given(query, "generation"),
                given(query, "origin"));
        if (filter.from != null && filter.to != null && filter.from.isAfter(filter.to)) {
            throw Problems.invalid("invalid-request", "from must not be after to");
        }
        return filter;
    }

    /** Whether the slice's answers are wanted. */
    public boolean matches(Slice slice) {
        return (collection == null || slice.collections().contains(collection))
                && (language == null || slice.language().equals(language))
                && (from == null || !slice.day().isBefore(from))
                && (to == null || !slice.day().isAfter(to))
                && (model == null || model.equals(slice.model()))
                && (provider == null || provider.equals(slice.provider()))
                && (revision == null || revision.equals(slice.revision()))
                && (prompt == null || prompt.equals(slice.promptHash()))
                && (retrieval == null || retrieval.equals(slice.retrieval()))
                && (generation == null || slice.generations().contains(generation))
                && originMatches(slice.origin());
    }

    private boolean originMatches(String of) {
        if (origin == null) {
            return of == null || !of.startsWith(EXPERIMENT) && !of.equals(DEMO);
        }
        return origin.equals(ANY) || (origin.equals(OWN) ? of == null : origin.equals(of));
    }

    /** As the query that {@link #parse} reads. */
    public Map<String, String> asMap() {
        Map<String, String> map = new TreeMap<>();
        put(map, "collection", collection);
        put(map, "language", language);
        put(map, "from", from);
        put(map, "to", to);
        put(map, "model", model);
        put(map, "provider", provider);
        put(map, "revision", revision);
        put(map, "prompt", prompt);
        put(map, "retrieval", retrieval);
        put(map, "generation", generation);
        put(map, "origin", origin);
        return map;
    }

    private static void put(Map<String, String> map, String name, Object value) {
        if (value != null) {
            map.put(name, value.toString());
        }
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
        asMap().forEach((name, value) -> {
            if (!SAID.contains(name)) {
                words.add(name + " " + value);
            }
        });
        return String.join(", ", words);
    }

    private static String given(Map<String, String> query, String name) {
        String value = query.get(name);
        if (value != null && value.length() > LONGEST) {
            throw Problems.invalid("invalid-request", name + " is longer than " + LONGEST + " characters");
        }
        return value == null || value.isEmpty() ? null : value;
    }

    /**
     * Answers are counted by day, so a time must be a day's beginning in UTC.
     *
     * @param daysBefore how many days before a time the day is that is meant: a time ends what is before it
     */
    private static LocalDate day(String name, String value, int daysBefore) {
        if (value == null) {
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

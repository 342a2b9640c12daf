package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.eval.statistics.StarCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The counts of one slice, or of several together.
 *
 * @param outcomes how many answers ended how; an outcome that did not occur is missing
 * @param stars the ratings of these answers
 * @param promptTokens tokens read
 * @param completionTokens tokens written
 * @param firstToken answers per latency bucket of their first token, only answered ones
 * @param total answers per latency bucket of their end, only answered ones
 */
public record Tally(
        Map<Outcome, Long> outcomes,
        StarCounts stars,
        long promptTokens,
        long completionTokens,
        Map<Integer, Long> firstToken,
        Map<Integer, Long> total) {

    /** Nothing counted. */
    public static final Tally NONE = new Tally(Map.of(), StarCounts.NONE, 0, 0, Map.of(), Map.of());

    private static final String FIRST = "first:";
    private static final String TOTAL = "total:";
    private static final String STARS = "stars:";

    public Tally {
        outcomes = Map.copyOf(outcomes);
        firstToken = Map.copyOf(firstToken);
        total = Map.copyOf(total);
    }

    /** How many answers ended so. */
    public long ended(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** How many answers there are in all, however they ended. */
    public long answers() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Both together. */
    public Tally plus(Tally other) {
        return new Tally(
                sum(outcomes, other.outcomes),
                stars.plus(other.stars),
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                sum(firstToken, other.firstToken),
                sum(total, other.total));
    }

    /** From a slice's counters as the scripts keep them. */
    static Tally of(Map<String, Long> counters) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            if (counters.containsKey(outcome.json())) {
                outcomes.put(outcome, counters.get(outcome.json()));
            }
        }
        List<Long> stars = new ArrayList<>(Collections.nCopies(StarCounts.MOST, 0L));
        Map<Integer, Long> firstToken = new HashMap<>();
        Map<Integer, Long> total = new HashMap<>();
        counters.forEach((name, count) -> {
            if (name.startsWith(FIRST)) {
                firstToken.put(Integer.valueOf(name.substring(FIRST.length())), count);
            } else if (name.startsWith(TOTAL)) {
                total.put(Integer.valueOf(name.substring(TOTAL.length())), count);
            } else if (name.startsWith(STARS)) {
                stars.set(Integer.parseInt(name.substring(STARS.length())) - 1, count);
            }
        });
        return new Tally(
                outcomes,
                new StarCounts(stars),
                counters.getOrDefault("prompt", 0L),
                counters.getOrDefault("completion", 0L),
                firstToken,
                total);
    }

    private static <K> Map<K, Long> sum(Map<K, Long> one, Map<K, Long> other) {
        Map<K, Long> sum = new HashMap<>(one);
        other.forEach((key, count) -> sum.merge(key, count, Long::sum));
        return sum;
    }
}

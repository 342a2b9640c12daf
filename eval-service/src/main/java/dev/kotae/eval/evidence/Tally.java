package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.eval.statistics.LatencyCounts;
import dev.kotae.eval.statistics.StarCounts;
import java.util.ArrayList;
import java.util.Collection;
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
 * @param costs what they cost, by currency (ISO 4217), in billionths of its unit
 * @param latencies the durations of the answered ones, by part; a part that was never measured is missing
 */
public record Tally(
        Map<Outcome, Long> outcomes,
        StarCounts stars,
        long promptTokens,
        long completionTokens,
        Map<String, Long> costs,
        Map<LatencyPart, LatencyCounts> latencies) {

    /** Nothing counted. */
    public static final Tally NONE = new Tally(Map.of(), StarCounts.NONE, 0, 0, Map.of(), Map.of());

    static final String PROMPT = "prompt";
    static final String COMPLETION = "completion";
    static final String COST = "cost";
    static final String STARS = "stars";

    public Tally {
        outcomes = Map.copyOf(outcomes);
        costs = Map.copyOf(costs);
        latencies = Map.copyOf(latencies);
    }

    /** How many answers ended so. */
    public long ended(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** How many answers there are in all, however they ended. */
    public long answers() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The durations of a part; none where it was never measured. */
    public LatencyCounts latency(LatencyPart part) {
        return latencies.getOrDefault(part, LatencyCounts.NONE);
    }

    /** Both together. */
    public Tally plus(Tally other) {
        return sum(List.of(this, other));
    }

    /** All together, in one pass: adding up thousands of slices pair by pair would copy the same buckets again and again. */
    public static Tally sum(Collection<Tally> all) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        long[] stars = new long[StarCounts.MOST];
        long promptTokens = 0;
        long completionTokens = 0;
        Map<String, Long> costs = new HashMap<>();
        Map<LatencyPart, List<LatencyCounts>> latencies = new EnumMap<>(LatencyPart.class);
        for (Tally one : all) {
            one.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
            for (int i = 0; i < stars.length; i++) {
                stars[i] += one.stars.counts().get(i);
            }
            promptTokens += one.promptTokens;
            completionTokens += one.completionTokens;
            one.costs.forEach((currency, nanos) -> costs.merge(currency, nanos, Long::sum));
            one.latencies.forEach((part, counts) ->
                    latencies.computeIfAbsent(part, some -> new ArrayList<>()).add(counts));
        }
        Map<LatencyPart, LatencyCounts> summed = new EnumMap<>(LatencyPart.class);
        latencies.forEach((part, counts) -> summed.put(part, LatencyCounts.sum(counts)));
        return new Tally(
                outcomes,
                StarCounts.of(stars[0], stars[1], stars[2], stars[3], stars[4]),
                promptTokens,
                completionTokens,
                costs,
                summed);
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
        Map<String, Long> costs = new HashMap<>();
        Map<String, Map<Integer, Long>> buckets = new HashMap<>();
        counters.forEach((name, count) -> {
            int colon = name.indexOf(':');
            if (colon < 0) {
                return;
            }
            String kind = name.substring(0, colon);
            String which = name.substring(colon + 1);
            if (kind.equals(STARS)) {
                stars.set(Integer.parseInt(which) - 1, count);
            } else if (kind.equals(COST)) {
                costs.put(which, count);
            } else {
                buckets.computeIfAbsent(kind, some -> new HashMap<>()).put(Integer.valueOf(which), count);
            }
        });
        Map<LatencyPart, LatencyCounts> latencies = new EnumMap<>(LatencyPart.class);
        for (LatencyPart part : LatencyPart.values()) {
            if (buckets.containsKey(part.code())) {
                latencies.put(part, LatencyCounts.of(buckets.get(part.code())));
            }
        }
        return new Tally(
                outcomes,
                new StarCounts(stars),
                counters.getOrDefault(PROMPT, 0L),
                counters.getOrDefault(COMPLETION, 0L),
                costs,
                latencies);
    }
}

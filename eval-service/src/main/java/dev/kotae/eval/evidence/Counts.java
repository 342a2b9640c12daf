package dev.kotae.eval.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that was counted, as it stood at one moment in each partition. Immutable; the same instance as long as nothing was counted
 * anew, so what is computed from it can be kept by its version.
 *
 * @param version another number for other counts; of this process alone
 * @param slices per partition and slice what was counted
 * @param judged the questions that were judged: rated, or voted on
 * @param positions per {@code <topic>-<partition>} the next offset that is not in it
 * @param asOf when it was read
 */
public record Counts(
        long version, List<Counted> slices, List<Judged> judged, Map<String, Long> positions, Instant asOf) {

    /** Nothing counted. */
    public static final Counts NONE = new Counts(0, List.of(), List.of(), Map.of(), Instant.EPOCH);

    public Counts {
        slices = List.copyOf(slices);
        judged = List.copyOf(judged);
        positions = Map.copyOf(positions);
    }
}

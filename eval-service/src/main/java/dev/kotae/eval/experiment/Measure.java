package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kotae.eval.experiment.Trial.Side;
import dev.kotae.eval.statistics.PairedOutcomes;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What an answer has or has not, by which two settings are compared question by question. */
enum Measure {
    /** There is an answer: no failure, and not that the documents do not say. */
    @JsonProperty("answered")
    ANSWERED(Side::answered),
    /** There is an answer, and its chunks support every sentence of it that is judged. */
    @JsonProperty("grounded")
    GROUNDED(Side::grounded);

    private final Predicate<Side> holds;

    Measure(Predicate<Side> holds) {
        this.holds = holds;
    }

    /** Its name. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Measure> of(String word) {
        return Arrays.stream(values())
                .filter(measure -> measure.word().equals(word))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Measure::word).toList();
    }

    boolean holds(Side side) {
        return holds.test(side);
    }

    /** The candidate against the baseline. */
    PairedOutcomes compare(Collection<Trial> trials) {
        long[] counts = new long[3];
        for (Trial trial : trials) {
            if (!trial.isGone()) {
                boolean before = holds(trial.baseline());
                boolean after = holds(trial.candidate());
                counts[after == before ? 1 : after ? 0 : 2]++;
            }
        }
        return new PairedOutcomes(counts[0], counts[1], counts[2]);
    }
}

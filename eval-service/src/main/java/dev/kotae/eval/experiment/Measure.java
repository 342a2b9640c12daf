package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kotae.eval.experiment.Trial.Side;
import dev.kotae.eval.statistics.PairedOutcomes;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** By what two settings are compared, question by question. */
enum Measure {
    /** There is an answer: no failure, and not that the documents do not say. */
    @JsonProperty("answered")
    ANSWERED(having(Side::answered)),
    /** There is an answer, and its chunks support every sentence of it that is judged. */
    @JsonProperty("grounded")
    GROUNDED(having(Side::grounded)),
    /** The judge prefers it, in both orders. Questions on which it has no readable verdict, or was not asked, do not count. */
    @JsonProperty("preferred")
    PREFERRED(trial -> Optional.ofNullable(trial.verdicts()).flatMap(BothOrders::preference));

    private final Function<Trial, Optional<Preference>> better;

    Measure(Function<Trial, Optional<Preference>> better) {
        this.better = better;
    }

    /** Those that need no judge. */
    static List<Measure> withoutJudge() {
        return List.of(ANSWERED, GROUNDED);
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

    /** The candidate against the baseline. */
    PairedOutcomes compare(Collection<Trial> trials) {
        long[] counts = new long[Preference.values().length];
        trials.stream()
                .filter(trial -> !trial.isGone())
                .map(better)
                .flatMap(Optional::stream)
                .forEach(preferred -> counts[preferred.ordinal()]++);
        return new PairedOutcomes(
                counts[Preference.SECOND.ordinal()],
                counts[Preference.TIE.ordinal()],
                counts[Preference.FIRST.ordinal()]);
    }

    /** The baseline is the first, the candidate the second. */
    private static Function<Trial, Optional<Preference>> having(Predicate<Side> holds) {
        return trial -> {
            boolean before = holds.test(trial.baseline());
            boolean after = holds.test(trial.candidate());
            return Optional.of(before == after ? Preference.TIE : after ? Preference.SECOND : Preference.FIRST);
        };
    }
}

package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kotae.eval.experiment.ExperimentReport.Difference;
import dev.kotae.eval.statistics.PairedOutcomes;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * Whether a candidate may take the baseline's place: it is surely not worse by more than a margin, in each of some measures. The intervals
 * hold at every look, so a pipeline may ask again and again; the probability of ever opening for a candidate that is worse by the margin in
 * one of them is at most alpha, without a correction for their number, since it must not be worse in any.
 *
 * @param decision open, closed, or not to be said yet
 * @param margin how much worse a share may be
 * @param alpha the probability of ever being wrong
 * @param state how far the experiment is
 * @param measures by what it was judged
 */
record Gate(Decision decision, double margin, double alpha, Experiment.State state, List<Judged> measures) {

    static Gate of(
            Experiment experiment, Collection<Trial> trials, List<Measure> measures, double margin, double alpha) {
        List<Judged> judged = measures.stream()
                .map(measure -> Judged.of(measure, measure.compare(trials), margin, alpha))
                .toList();
        boolean closed = judged.stream().anyMatch(one -> one.decision == Decision.CLOSED);
        boolean open = judged.stream().allMatch(one -> one.decision == Decision.OPEN);
        return new Gate(
                closed ? Decision.CLOSED : open ? Decision.OPEN : Decision.UNDECIDED,
                margin,
                alpha,
                experiment.state(),
                judged);
    }

    /** In words. */
    String words() {
        return switch (decision) {
            case OPEN -> "The candidate is not worse than the baseline by more than " + margin;
            case CLOSED -> "The candidate is worse than the baseline by more than " + margin;
            case UNDECIDED ->
                "Nobody can know yet whether the candidate is worse than the baseline by more than " + margin
                        + (state == Experiment.State.RUNNING
                                ? "; the experiment still runs"
                                : "; an experiment with more questions could tell");
        };
    }

    /** What is decided. */
    enum Decision {
        /** It may. */
        @JsonProperty("open")
        OPEN,
        /** It may not. */
        @JsonProperty("closed")
        CLOSED,
        /** Nobody can know yet, so it may not. */
        @JsonProperty("undecided")
        UNDECIDED
    }

    /**
     * One of the measures.
     *
     * @param decision by it alone
     * @param difference what it says
     * @param furtherQuestions where undecided: about how many more questions it takes until it is open, if they go on as they did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Judged(Decision decision, Difference difference, Long furtherQuestions) {

        static Judged of(Measure measure, PairedOutcomes outcomes, double margin, double alpha) {
            Decision decision = outcomes.notWorseBy(margin, alpha)
                    ? Decision.OPEN
                    : outcomes.worseBy(margin, alpha) ? Decision.CLOSED : Decision.UNDECIDED;
            OptionalLong further = decision == Decision.UNDECIDED
                    ? outcomes.furtherUntilNotWorseBy(margin, alpha)
                    : OptionalLong.empty();
            return new Judged(
                    decision,
                    Difference.of(measure, outcomes, alpha),
                    further.isPresent() ? (Long) further.getAsLong() : null);
        }
    }
}

package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.eval.experiment.Experiment.State;
import dev.kotae.eval.experiment.ExperimentPlan.Retrieval;
import dev.kotae.eval.statistics.Interval;
import dev.kotae.eval.statistics.PairedOutcomes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An experiment and what came of it so far. Its differences may be looked at while it runs: their intervals hold at every look.
 *
 * @param id its name
 * @param state how far it is
 * @param reason why it failed, or null
 * @param by who began it
 * @param at when it was begun
 * @param retrieval where both got their chunks from
 * @param questions which questions
 * @param perMinute how many a minute, at most
 * @param drawn how many questions were drawn
 * @param asked how many of them were asked
 * @param gone how many could not be: erased meanwhile, or without chunks that could be given again
 * @param baseline what was there
 * @param candidate what could take its place
 * @param differences candidate minus baseline, question by question
 * @param slices the same by language and by collection, where there are several
 * @param judge what the judge said, apart from all else; null without one
 * @param origin by which reports and exports find its answers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExperimentReport(
        String id,
        State state,
        String reason,
        String by,
        Instant at,
        Retrieval retrieval,
        Map<String, String> questions,
        int perMinute,
        int drawn,
        long asked,
        long gone,
        ArmReport baseline,
        ArmReport candidate,
        List<Difference> differences,
        List<TrialSlice> slices,
        JudgeReport judge,
        String origin) {

    static ExperimentReport of(
            Experiment experiment, Collection<Trial> trials, Map<String, JudgedVote> votes, double alpha) {
        ExperimentPlan plan = experiment.plan();
        JudgeReport judge = plan.judge() == null ? null : JudgeReport.of(experiment, trials, votes, alpha);
        return new ExperimentReport(
                experiment.id(),
                experiment.state(),
                experiment.reason(),
                experiment.by(),
                experiment.at(),
                plan.retrieval(),
                plan.questions(),
                plan.perMinute(),
                experiment.sample().size(),
                trials.stream().filter(trial -> !trial.isGone()).count(),
                trials.stream().filter(Trial::isGone).count(),
                ArmReport.of(plan.baseline(), sides(trials, Trial::baseline), alpha),
                ArmReport.of(plan.candidate(), sides(trials, Trial::candidate), alpha),
                Difference.of(Measure.withoutJudge(), trials, alpha),
                TrialSlice.of(
                        trials,
                        judge != null && judge.trust().isGiven() ? List.of(Measure.values()) : Measure.withoutJudge(),
                        alpha),
                judge,
                "experiment:" + experiment.id());
    }

    private static List<Trial.Side> sides(Collection<Trial> trials, Function<Trial, Trial.Side> side) {
        return trials.stream().filter(trial -> !trial.isGone()).map(side).toList();
    }

    /**
     * How much more often the candidate has something than the baseline.
     *
     * @param measure what
     * @param better questions on which the candidate has it and the baseline not
     * @param same on which both or neither
     * @param worse on which the baseline has it and the candidate not
     * @param difference of the shares, candidate minus baseline
     * @param low the lower end of its interval, for every look
     * @param high its upper end
     */
    record Difference(Measure measure, long better, long same, long worse, double difference, double low, double high) {

        static List<Difference> of(List<Measure> measures, Collection<Trial> trials, double alpha) {
            return measures.stream()
                    .map(measure -> of(measure, measure.compare(trials), alpha))
                    .toList();
        }

        static Difference of(Measure measure, PairedOutcomes outcomes, double alpha) {
            Interval interval = outcomes.interval(alpha);
            return new Difference(
                    measure,
                    outcomes.better(),
                    outcomes.same(),
                    outcomes.worse(),
                    outcomes.difference(),
                    interval.low(),
                    interval.high());
        }
    }
}

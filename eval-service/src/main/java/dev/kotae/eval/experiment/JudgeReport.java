package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.eval.experiment.BothOrders.Verdict;
import dev.kotae.eval.experiment.ExperimentReport.Difference;
import dev.kotae.eval.statistics.Rate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What an experiment's judge said, and what that is worth. It stands apart from users' ratings and votes and never enters a report of
 * models.
 *
 * @param settings who was to judge
 * @param models who did, with the revision in parentheses
 * @param prompts the templates' ids and hashes
 * @param trust whether its word counts
 * @param calibration how it agrees with people
 * @param position how much the order of showing decided
 * @param judged of how many of the experiment's questions it compared the answers
 * @param unreadable on how many of these it said something that is no verdict
 * @param failed on how many it failed
 * @param preferred how much oftener it prefers the candidate; null where its word does not count
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JudgeReport(
        JudgePlan settings,
        List<String> models,
        List<String> prompts,
        Trust trust,
        Calibration calibration,
        Position position,
        long judged,
        long unreadable,
        long failed,
        Difference preferred) {

    static JudgeReport of(
            Experiment experiment, Collection<Trial> trials, Map<String, JudgedVote> votes, double alpha) {
        List<BothOrders> own =
                trials.stream().map(Trial::verdicts).filter(Objects::nonNull).toList();
        List<BothOrders> all = Stream.concat(
                        own.stream(),
                        votes.values().stream().map(JudgedVote::verdicts).filter(Objects::nonNull))
                .toList();
        Calibration calibration = Calibration.of(experiment.votes(), votes, alpha);
        Trust trust = Trust.of(calibration, all);
        return new JudgeReport(
                experiment.plan().judge(),
                told(all.stream().map(BothOrders::judge)),
                told(all.stream().map(BothOrders::prompt)),
                trust,
                calibration,
                Position.of(all, alpha),
                own.size(),
                own.stream().filter(one -> one.has(Verdict.UNREADABLE)).count(),
                Calibration.failed(own),
                trust.isGiven() ? Difference.of(Measure.PREFERRED, Measure.PREFERRED.compare(trials), alpha) : null);
    }

    private static List<String> told(Stream<String> names) {
        return names.filter(Objects::nonNull).distinct().sorted().toList();
    }

    /**
     * How much the order of showing decided. A pair that it decided counts as a tie.
     *
     * @param pairs how many were judged readably in both orders
     * @param first on how many the judge preferred what it read first, both times
     * @param second what it read second, both times
     * @param wavered on how many it preferred one in one order and neither in the other
     * @param flipped the share of the first two, with its interval for one look; null without pairs
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Position(long pairs, long first, long second, long wavered, Rate flipped) {

        static Position of(Collection<BothOrders> said, double alpha) {
            long pairs =
                    said.stream().filter(one -> one.preference().isPresent()).count();
            long first = said.stream().filter(one -> one.flipped(Verdict.FIRST)).count();
            long second =
                    said.stream().filter(one -> one.flipped(Verdict.SECOND)).count();
            return new Position(
                    pairs,
                    first,
                    second,
                    said.stream().filter(BothOrders::wavered).count(),
                    pairs == 0 ? null : Rate.of(first + second, pairs, alpha));
        }
    }
}

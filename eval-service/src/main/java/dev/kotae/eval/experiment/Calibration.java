package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.eval.statistics.Kappa;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A judge against people, on answers that both compared.
 *
 * @param drawn how many votes were drawn
 * @param judged on how many of them the judge was asked
 * @param gone how many could not be asked for: erased meanwhile, or no answers
 * @param unreadable on how many it said something that is no verdict, in one order at least
 * @param failed on how many it failed
 * @param pairs on how many both said something
 * @param users how many people these are of
 * @param agreement the share of pairs on which they agree; null without pairs
 * @param kappa Cohen's kappa; null where it is not defined
 * @param low the lower end of its interval, for one look, users being clusters
 * @param high its upper end
 * @param table how often people (rows) and judge (columns) said first, tie and second
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Calibration(
        int drawn,
        long judged,
        long gone,
        long unreadable,
        long failed,
        long pairs,
        long users,
        Double agreement,
        Double kappa,
        Double low,
        Double high,
        long[][] table) {

    static Calibration of(List<VotedPair> drawn, Map<String, JudgedVote> judged, double alpha) {
        int categories = Preference.values().length;
        long[][] table = new long[categories][categories];
        List<Kappa.Case> cases = new ArrayList<>();
        for (VotedPair pair : drawn) {
            preference(judged.get(pair.question())).ifPresent(preferred -> {
                table[pair.vote().ordinal()][preferred.ordinal()]++;
                cases.add(new Kappa.Case(pair.voter(), pair.vote().ordinal(), preferred.ordinal()));
            });
        }
        Optional<Kappa> kappa = Kappa.of(cases, categories, alpha);
        List<BothOrders> said = judged.values().stream()
                .filter(vote -> !vote.isGone())
                .map(JudgedVote::verdicts)
                .toList();
        long agreed = cases.stream().filter(one -> one.one() == one.other()).count();
        return new Calibration(
                drawn.size(),
                judged.size(),
                judged.values().stream().filter(JudgedVote::isGone).count(),
                said.stream()
                        .filter(it -> it.has(BothOrders.Verdict.UNREADABLE))
                        .count(),
                failed(said),
                cases.size(),
                cases.stream().map(Kappa.Case::cluster).distinct().count(),
                cases.isEmpty() ? null : (Double) ((double) agreed / cases.size()),
                kappa.map(Kappa::kappa).orElse(null),
                kappa.map(Kappa::low).orElse(null),
                kappa.map(Kappa::high).orElse(null),
                table);
    }

    /** A pair on which it both failed and was unreadable counts as the latter. */
    static long failed(List<BothOrders> said) {
        return said.stream()
                .filter(it -> it.has(BothOrders.Verdict.FAILED) && !it.has(BothOrders.Verdict.UNREADABLE))
                .count();
    }

    private static Optional<Preference> preference(JudgedVote vote) {
        return Optional.ofNullable(vote).map(JudgedVote::verdicts).flatMap(BothOrders::preference);
    }
}

package dev.kotae.eval.experiment;

import dev.kotae.common.document.ContentHash;
import dev.kotae.eval.evidence.Judged;
import dev.kotae.eval.evidence.Judged.Given;
import dev.kotae.eval.report.ReportFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws of all votes those that a judge is compared with: each with the same chance, the same ones for the same seed. */
final class VoteDraw {

    private VoteDraw() {}

    /**
     * Draws.
     *
     * @param filter which both answers must match
     * @param size how many at most
     * @param seed another draws others
     */
    static List<VotedPair> of(Collection<Judged> judged, ReportFilter filter, int size, String seed) {
        Map<String, Integer> voters = new HashMap<>();
        List<VotedPair> pairs = new ArrayList<>();
        judged.stream()
                .filter(one -> one.ballot() != null && one.first() != null && one.second() != null)
                .filter(one -> filter.matches(one.first().slice())
                        && filter.matches(one.second().slice()))
                .sorted(Comparator.comparing(one ->
                        ContentHash.of(seed + "\nvote\n" + one.questionId()).hex()))
                .limit(size)
                .forEach(one -> {
                    voters.putIfAbsent(one.user(), voters.size());
                    pairs.add(pair(one, voters.get(one.user())));
                });
        return pairs;
    }

    private static VotedPair pair(Judged judged, int voter) {
        boolean turned = judged.ballot().secondShownFirst();
        Given first = turned ? judged.second() : judged.first();
        Given second = turned ? judged.first() : judged.second();
        int shownFirst = turned ? 2 : 1;
        int preferred = judged.ballot().preferred();
        return new VotedPair(
                judged.questionId(),
                judged.partition(),
                first.offset(),
                second.offset(),
                voter,
                preferred == 0 ? Preference.TIE : preferred == shownFirst ? Preference.FIRST : Preference.SECOND);
    }
}

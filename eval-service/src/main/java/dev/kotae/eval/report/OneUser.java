package dev.kotae.eval.report;

import dev.kotae.eval.evidence.Judged;
import dev.kotae.eval.evidence.Judged.Given;
import dev.kotae.eval.evidence.Slice;
import dev.kotae.eval.statistics.Comparison;
import dev.kotae.eval.statistics.Comparison.Candidate;
import dev.kotae.eval.statistics.Comparison.Decision;
import dev.kotae.eval.statistics.Comparison.Rules;
import dev.kotae.eval.statistics.Comparison.Verdict;
import dev.kotae.eval.statistics.StarCounts;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether a single user decides: a verdict that falls once that user's ratings and votes are left out says what one person likes, however
 * often they said it. Looked at are the heaviest users, who gave at least {@value #HEAVY} of all; a verdict is only ever taken back for
 * it, so it errs no oftener.
 */
final class OneUser {

    private static final double HEAVY = 0.05;
    private static final int MOST = 5;

    private final List<Candidate<ModelKey>> candidates;
    private final List<Judged> judged;
    private final Predicate<Slice> wanted;
    private final Rules rules;

    OneUser(List<Candidate<ModelKey>> candidates, List<Judged> judged, Predicate<Slice> wanted, Rules rules) {
        this.candidates = candidates;
        this.judged = judged;
        this.wanted = wanted;
        this.rules = rules;
    }

    /** Whether without one of them it would be another verdict. One that decides nothing nobody decides. */
    boolean decides(Verdict<ModelKey> verdict) {
        return verdict.decision() != Decision.UNDECIDED
                && heavy().stream()
                        .map(this::without)
                        .anyMatch(other -> other.decision() != verdict.decision()
                                || verdict.better() && !other.leader().equals(verdict.leader()));
    }

    private List<String> heavy() {
        Map<String, Integer> said = new HashMap<>();
        int all = 0;
        for (Judged one : judged) {
            int here = (int) given(one).count() + (one.ballot() == null ? 0 : 1);
            said.merge(one.user(), here, Integer::sum);
            all += here;
        }
        double least = HEAVY * all;
        return said.entrySet().stream()
                .filter(user -> user.getValue() > 0 && user.getValue() >= least)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Verdict<ModelKey> without(String user) {
        Map<ModelKey, long[]> stars = new HashMap<>();
        judged.stream()
                .filter(one -> one.user().equals(user))
                .flatMap(this::given)
                .forEach(given -> stars.computeIfAbsent(ModelKey.of(given.slice()), some -> new long[StarCounts.MOST])[
                        given.stars() - StarCounts.FEWEST]++);
        Judgements others = Judgements.of(
                judged.stream().filter(one -> !one.user().equals(user)).toList(), wanted);
        List<Candidate<ModelKey>> left = candidates.stream()
                .map(candidate -> new Candidate<>(candidate.who(), less(candidate.stars(), stars.get(candidate.who()))))
                .toList();
        return Comparison.of(left, others.votes(), others.paired(), rules);
    }

    private Stream<Given> given(Judged one) {
        return Stream.of(one.first(), one.second())
                .filter(given -> given != null && given.rated() && wanted.test(given.slice()));
    }

    private static StarCounts less(StarCounts stars, long[] gone) {
        return gone == null
                ? stars
                : new StarCounts(IntStream.range(0, StarCounts.MOST)
                        .mapToObj(i -> Math.max(0, stars.counts().get(i) - gone[i]))
                        .toList());
    }
}

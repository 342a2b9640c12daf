package dev.kotae.eval.report;

import dev.kotae.eval.evidence.Judged;
import dev.kotae.eval.evidence.Judged.Given;
import dev.kotae.eval.evidence.Slice;
import dev.kotae.eval.statistics.PairVotes;
import dev.kotae.eval.statistics.PairedStars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What users said of two models on one question.
 *
 * @param votes votes between two models, by user and order of showing
 * @param paired the stars that one user gave to both answers
 */
record Judgements(List<PairVotes<ModelKey>> votes, List<PairedStars<ModelKey>> paired) {

    /** Of the questions both of whose answers are wanted and by two models; a model is not compared with itself. */
    static Judgements of(List<Judged> judged, Predicate<Slice> wanted) {
        Map<Showing, long[]> votes = new HashMap<>();
        Map<Stars, Long> stars = new HashMap<>();
        for (Judged one : judged) {
            Given first = one.first();
            Given second = one.second();
            if (!comparable(first, second, wanted)) {
                continue;
            }
            ModelKey a = ModelKey.of(first.slice());
            ModelKey b = ModelKey.of(second.slice());
            if (one.ballot() != null) {
                boolean turned = one.ballot().secondShownFirst();
                Showing showing = turned ? new Showing(b, a, one.user()) : new Showing(a, b, one.user());
                int shownFirst = turned ? 2 : 1;
                int preferred = one.ballot().preferred();
                votes.computeIfAbsent(showing, some -> new long[3])[
                        preferred == 0 ? 1 : preferred == shownFirst ? 0 : 2]++;
            }
            if (first.rated() && second.rated()) {
                stars.merge(new Stars(a, b, first.stars(), second.stars()), 1L, Long::sum);
            }
        }
        List<PairVotes<ModelKey>> pairs = new ArrayList<>();
        votes.forEach((showing, counts) -> pairs.add(
                new PairVotes<>(showing.first(), showing.second(), counts[0], counts[1], counts[2], showing.user())));
        List<PairedStars<ModelKey>> paired = new ArrayList<>();
        stars.forEach((key, count) ->
                paired.add(new PairedStars<>(key.one(), key.other(), key.oneStars(), key.otherStars(), count)));
        return new Judgements(pairs, paired);
    }

    private static boolean comparable(Given first, Given second, Predicate<Slice> wanted) {
        return first != null
                && second != null
                && first.slice().ofOneModel()
                && second.slice().ofOneModel()
                && wanted.test(first.slice())
                && wanted.test(second.slice())
                && !ModelKey.of(first.slice()).equals(ModelKey.of(second.slice()));
    }

    private record Showing(ModelKey first, ModelKey second, String user) {}

    private record Stars(ModelKey one, ModelKey other, int oneStars, int otherStars) {}
}

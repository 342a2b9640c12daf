package dev.kotae.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.eval.statistics.Comparison.Candidate;
import dev.kotae.eval.statistics.Comparison.Decision;
import dev.kotae.eval.statistics.Comparison.Rules;
import dev.kotae.eval.statistics.Comparison.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Rules RULES = new Rules(0.05, 0.25, 0.05);

    @Test
    void fiveOfFiveIsNotBetterThanFourOfFive() {
        Verdict<String> verdict = compare(StarCounts.of(0, 0, 0, 0, 5), StarCounts.of(0, 0, 0, 5, 0));
        assertThat(verdict.better()).isFalse();
        assertThat(verdict.leader()).contains("model 0");
        assertThat(verdict.rival()).contains("model 1");
        assertThat(verdict.furtherRatings().orElseThrow()).isPositive();
    }

    @Test
    void manyClearlyBetterRatingsDecide() {
        Verdict<String> verdict = compare(StarCounts.of(100, 200, 300, 100, 50), StarCounts.of(5, 20, 75, 300, 350));
        assertThat(verdict.better()).isTrue();
        assertThat(verdict.leader()).contains("model 1");
        assertThat(verdict.furtherRatings()).isEmpty();
    }

    @Test
    void theFurtherRatingsItAsksForDoDecideIfTheyAreLikeTheFormer() {
        StarCounts good = StarCounts.of(2, 3, 5, 20, 20);
        StarCounts bad = StarCounts.of(5, 8, 12, 15, 10);
        long further = compare(good, bad).furtherRatings().orElseThrow();
        double factor = 1 + (double) further / (good.total() + bad.total());
        assertThat(compare(scaled(good, factor * 1.05), scaled(bad, factor * 1.05))
                        .better())
                .isTrue();
        assertThat(compare(scaled(good, factor * 0.9), scaled(bad, factor * 0.9))
                        .better())
                .isFalse();
    }

    /** Against the plain definition: the one against whose rivals least evidence is most. */
    @Test
    void theLeaderIsTheOneThatAllPairsWouldGive() {
        Random random = new Random(3);
        for (int run = 0; run < 5; run++) {
            List<Candidate<String>> candidates = new ArrayList<>();
            List<PairVotes<String>> votes = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                candidates.add(new Candidate<>("model " + i, someStars(random, random.nextInt(60), i / 4.0)));
                votes.add(PairVotes.of("model " + i, "model " + random.nextInt(i + 1) + "x", 1, 0, 0));
                if (i > 0) {
                    votes.add(PairVotes.of(
                            "model " + i, "model " + random.nextInt(i), random.nextInt(9), 1, random.nextInt(9)));
                }
            }
            Verdict<String> verdict = Comparison.of(candidates, votes, List.of(), RULES);
            List<Contender<String>> contenders = candidates.stream()
                    .map(candidate -> new Contender<>(candidate))
                    .toList();
            votes.forEach(pair -> contenders.stream()
                    .filter(one -> one.who().equals(pair.first()) || one.who().equals(pair.second()))
                    .forEach(one -> one.add(pair)));
            assertThat(least(contenders, verdict.leader().orElseThrow()))
                    .isEqualTo(contenders.stream()
                            .mapToDouble(one -> least(contenders, one.who()))
                            .max()
                            .orElseThrow());
        }
    }

    private static double least(List<Contender<String>> all, String name) {
        Contender<String> one =
                all.stream().filter(some -> some.who().equals(name)).findFirst().orElseThrow();
        return all.stream()
                .filter(other -> other != one)
                .mapToDouble(other -> one.over(other, 1))
                .min()
                .orElseThrow();
    }

    private static StarCounts someStars(Random random, int ratings, double better) {
        long[] counts = new long[5];
        for (int i = 0; i < ratings; i++) {
            counts[(int) Math.max(0, Math.min(4, Math.round(2 + better / 2 + random.nextGaussian())))]++;
        }
        return StarCounts.of(counts[0], counts[1], counts[2], counts[3], counts[4]);
    }

    @Test
    void equalMeansNeverPart() {
        Verdict<String> verdict = compare(StarCounts.of(1, 1, 1, 1, 1), StarCounts.of(1, 1, 1, 1, 1));
        assertThat(verdict.better()).isFalse();
        assertThat(verdict.furtherRatings()).isEmpty();
    }

    @Test
    void fewerThanTwoRatedModelsCannotBeCompared() {
        assertThat(compare().leader()).isEmpty();
        assertThat(compare(StarCounts.of(0, 0, 0, 0, 1000), StarCounts.NONE).leader())
                .isEmpty();
    }

    @Test
    void theLeaderMustBeAboveEveryOtherNotOnlyTheSecond() {
        // The third has few ratings, so nobody knows that it is worse
        Verdict<String> verdict = compare(
                StarCounts.of(0, 0, 50, 300, 650), StarCounts.of(300, 300, 300, 50, 50), StarCounts.of(0, 0, 1, 1, 1));
        assertThat(verdict.better()).isFalse();
        assertThat(verdict.rival()).contains("model 2");
    }

    @Test
    void amongIdenticalModelsAFalseWinnerIsNamedInAtMostFivePercentOfRunsHoweverOftenOneLooks() {
        Random random = new Random(11);
        int wrong = 0;
        int runs = 20;
        for (int run = 0; run < runs; run++) {
            wrong += everDecided(random) ? 1 : 0;
        }
        assertThat((double) wrong / runs).isLessThanOrEqualTo(0.05);
    }

    @Test
    void votesAloneDecide() {
        Verdict<String> verdict = vote(PairVotes.of("a", "b", 90, 10, 40), PairVotes.of("b", "a", 45, 10, 85));
        assertThat(verdict.decision()).isEqualTo(Decision.BETTER);
        assertThat(verdict.leader()).contains("a");
        assertThat(verdict.rival()).contains("b");
    }

    @Test
    void whatTheOrderOfShowingExplainsIsNobodysMerit() {
        // Whoever is first gets 80 %, and a nearly always is
        assertThat(vote(PairVotes.of("a", "b", 800, 0, 200), PairVotes.of("b", "a", 8, 0, 2))
                        .decision())
                .isEqualTo(Decision.UNDECIDED);
        assertThat(vote(PairVotes.of("a", "b", 1000, 0, 0), PairVotes.of("b", "a", 0, 0, 0))
                        .decision())
                .isEqualTo(Decision.UNDECIDED);
        // The same order effect, but a wins more often from both places
        assertThat(vote(PairVotes.of("a", "b", 900, 0, 100), PairVotes.of("b", "a", 60, 0, 40))
                        .leader())
                .contains("a");
        assertThat(vote(PairVotes.of("a", "b", 900, 0, 100), PairVotes.of("b", "a", 60, 0, 40))
                        .decision())
                .isEqualTo(Decision.BETTER);
    }

    @Test
    void nearlyEqualSharesOfManyVotesAreEquivalent() {
        Verdict<String> verdict = vote(PairVotes.of("a", "b", 5000, 0, 5000), PairVotes.of("b", "a", 5000, 0, 5000));
        assertThat(verdict.decision()).isEqualTo(Decision.EQUIVALENT);
        assertThat(vote(PairVotes.of("a", "b", 50, 0, 50), PairVotes.of("b", "a", 50, 0, 50))
                        .decision())
                .isEqualTo(Decision.UNDECIDED);
    }

    @Test
    void nearlyEqualMeansOfManyRatingsAreEquivalent() {
        Verdict<String> verdict =
                compare(StarCounts.of(500, 500, 1000, 4000, 4000), StarCounts.of(500, 500, 1040, 3980, 3980));
        assertThat(verdict.decision()).isEqualTo(Decision.EQUIVALENT);
    }

    @Test
    void aTinyButCertainDifferenceIsBetterNotEquivalent() {
        assertThat(compare(StarCounts.of(0, 0, 0, 50_000, 50_000), StarCounts.of(0, 0, 2_000, 50_000, 48_000))
                        .decision())
                .isEqualTo(Decision.BETTER);
    }

    @Test
    void ratingsAgainstVotesDecideNothing() {
        List<Candidate<String>> candidates = List.of(
                new Candidate<>("a", StarCounts.of(0, 0, 0, 0, 500)),
                new Candidate<>("b", StarCounts.of(500, 0, 0, 0, 0)));
        List<PairVotes<String>> votes = List.of(PairVotes.of("a", "b", 0, 0, 500), PairVotes.of("b", "a", 500, 0, 0));
        assertThat(Comparison.of(candidates, votes, List.of(), RULES).decision())
                .isEqualTo(Decision.UNDECIDED);
    }

    @Test
    void ratingsByTheSameUserOfTheSameQuestionDecideSooner() {
        // Users differ widely, but each gives a one star more than b
        List<PairedStars<String>> paired =
                List.of(new PairedStars<>("a", "b", 5, 4, 20), new PairedStars<>("b", "a", 1, 2, 20));
        List<Candidate<String>> candidates = List.of(
                new Candidate<>("a", StarCounts.of(0, 20, 0, 0, 20)),
                new Candidate<>("b", StarCounts.of(20, 0, 0, 20, 0)));
        assertThat(Comparison.of(candidates, List.of(), List.of(), RULES).decision())
                .isEqualTo(Decision.UNDECIDED);
        Verdict<String> verdict = Comparison.of(candidates, List.of(), paired, RULES);
        assertThat(verdict.decision()).isEqualTo(Decision.BETTER);
        assertThat(verdict.leader()).contains("a");
    }

    @Test
    void theFurtherVotesItAsksForDoDecide() {
        long further = vote(PairVotes.of("a", "b", 30, 0, 20), PairVotes.of("b", "a", 20, 0, 30))
                .furtherRatings()
                .orElseThrow();
        assertThat(further).isBetween(50L, 400L);
        long each = (100 + further) / 2 * 103 / 100;
        assertThat(vote(
                                PairVotes.of("a", "b", each * 3 / 5, 0, each * 2 / 5),
                                PairVotes.of("b", "a", each * 2 / 5, 0, each * 3 / 5))
                        .decision())
                .isEqualTo(Decision.BETTER);
    }

    private static Verdict<String> vote(PairVotes<String> some, PairVotes<String> others) {
        return Comparison.of(
                List.of(new Candidate<>("a", StarCounts.NONE), new Candidate<>("b", StarCounts.NONE)),
                List.of(some, others),
                List.of(),
                RULES);
    }

    private static boolean everDecided(Random random) {
        StarCounts[] stars = {StarCounts.NONE, StarCounts.NONE, StarCounts.NONE};
        for (int look = 0; look < 20; look++) {
            for (int i = 0; i < stars.length * 10; i++) {
                List<Long> one = new ArrayList<>(List.of(0L, 0L, 0L, 0L, 0L));
                one.set(Math.min(4, (int) (Math.abs(random.nextGaussian() * 1.5 + 3))), 1L);
                stars[i % stars.length] = stars[i % stars.length].plus(new StarCounts(one));
            }
            if (compare(stars).better()) {
                return true;
            }
        }
        return false;
    }

    private static Verdict<String> compare(StarCounts... stars) {
        List<Candidate<String>> candidates = new ArrayList<>();
        for (StarCounts one : stars) {
            candidates.add(new Candidate<>("model " + candidates.size(), one));
        }
        return Comparison.of(candidates, List.of(), List.of(), RULES);
    }

    private static StarCounts scaled(StarCounts stars, double factor) {
        return new StarCounts(
                stars.counts().stream().map(count -> Math.round(count * factor)).toList());
    }
}

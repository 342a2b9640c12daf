package dev.kotae.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.eval.statistics.Comparison.Candidate;
import dev.kotae.eval.statistics.Comparison.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final double ALPHA = 0.05;

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
        int runs = 60;
        for (int run = 0; run < runs; run++) {
            wrong += everDecided(random) ? 1 : 0;
        }
        assertThat((double) wrong / runs).isLessThanOrEqualTo(0.05);
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
        return Comparison.of(candidates, ALPHA);
    }

    private static StarCounts scaled(StarCounts stars, double factor) {
        return new StarCounts(
                stars.counts().stream().map(count -> Math.round(count * factor)).toList());
    }
}

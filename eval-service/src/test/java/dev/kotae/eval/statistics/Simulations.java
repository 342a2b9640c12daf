package dev.kotae.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The simulations of docs/evaluation.md in full, about two minutes: not part of the tests. {@code mvn -pl eval-service -am test
 * -Dtest=Simulations -Dsurefire.failIfNoSpecifiedTests=false} prints the tables.
 */
class Simulations {

    private static final int RUNS = 10_000;

    @Test
    void falseWinners() {
        double two = Simulation.falseWinnersByVotes(RUNS, 2, 1000, 0);
        double ordered = Simulation.falseWinnersByVotes(RUNS, 2, 1000, 0.4);
        double five = Simulation.falseWinnersByVotes(RUNS, 5, 1000, 0.4);
        double stars = Simulation.falseWinnersByStars(RUNS, 500);
        say(
                "false winner ever, 10,000 runs: 2 models %.4f, with order effect %.4f, 5 models %.4f, stars %.4f",
                two, ordered, five, stars);
        say("usual test, looked at from vote 10 to 1,000: %.4f", Simulation.falseWinnersOfTheUsualTest(RUNS, 1000, 10));
        assertThat(List.of(two, ordered, five, stars)).allMatch(share -> share <= 0.05);
    }

    @Test
    void power() {
        for (double share : new double[] {0.55, 0.6, 0.65, 0.75}) {
            int[] votes = Simulation.votesUntilDecision(2000, share, 0, 4000);
            int[] ordered = Simulation.votesUntilDecision(2000, share, 0.4, 4000);
            say(
                    "votes until decided at %.2f: median %d, 80 %% within %d; with order effect 0.4: median %d",
                    share, votes[1000], votes[1600], ordered[1000]);
        }
        assertThat(Simulation.votesUntilDecision(2000, 0.6, 0, 4000)[1000]).isLessThanOrEqualTo((int) (1.6 * 194));
    }

    @Test
    void coverage() {
        double[] strengths = Simulation.strengthCoverage(1000, 50, 600, 10);
        say(
                "difference of strengths, 1,000 runs of 600 votes: one look %.3f, all 56 looks %.3f",
                strengths[0], strengths[1]);
        double rare = Simulation.rateCoverage(1000, 0.1, 300);
        double half = Simulation.rateCoverage(1000, 0.5, 300);
        say("rate: 0.1 of 300 %.3f, 0.5 of 300 %.3f", rare, half);
        double median = Simulation.percentileCoverage(1000, 0.5, 1000);
        double p95 = Simulation.percentileCoverage(1000, 0.95, 1000);
        double p99 = Simulation.percentileCoverage(1000, 0.99, 2000);
        say("percentiles: p50 of 1,000 %.3f, p95 of 1,000 %.3f, p99 of 2,000 %.3f", median, p95, p99);
        double stars = Simulation.starCoverage(1000, 1000);
        say("mean of stars, all 1,000 looks %.3f", stars);
        assertThat(List.of(strengths[0], rare, half)).allMatch(share -> share >= 0.93 && share <= 0.97);
        assertThat(List.of(strengths[1], stars)).allMatch(share -> share >= 0.95);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(java.util.Locale.ROOT, format, values));
    }
}

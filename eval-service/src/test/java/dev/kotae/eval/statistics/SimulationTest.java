package dev.kotae.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The simulations of docs/evaluation.md in small; {@code Simulations} runs them in full. */
class SimulationTest {

    @Test
    void aFalseWinnerIsNamedInAtMostFivePercentOfRunsHoweverOftenOneLooks() {
        assertThat(Simulation.falseWinnersByVotes(200, 2, 300, 0.4)).isLessThanOrEqualTo(0.05);
        assertThat(Simulation.falseWinnersByStars(40, 150)).isLessThanOrEqualTo(0.05);
    }

    @Test
    void sixtyToFortyIsDecidedAfterAtMostOnePointSixTimesTheVotesOfATestOfFixedSizeInTheMedian() {
        int[] votes = Simulation.votesUntilDecision(60, 0.6, 0, 1000);
        assertThat(votes[votes.length / 2]).isLessThanOrEqualTo((int) (1.6 * 194));
    }

    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        double[] strengths = Simulation.strengthCoverage(100, 100, 400, 100);
        assertThat(strengths[0]).isBetween(0.87, 1.0);
        assertThat(strengths[1]).isGreaterThanOrEqualTo(0.95);
        assertThat(Simulation.rateCoverage(500, 0.1, 300)).isBetween(0.92, 0.98);
        assertThat(Simulation.percentileCoverage(500, 0.95, 1000)).isBetween(0.92, 0.99);
        assertThat(Simulation.starCoverage(60, 150)).isGreaterThanOrEqualTo(0.95);
    }
}

package dev.kotae.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kotae.eval.statistics.Strengths.Estimate;
import dev.kotae.eval.statistics.Strengths.Strength;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class BradleyTerryTest {

    private static final double ELO = 400 / Math.log(10);

    @Test
    void twoCandidatesHaveTheLogOddsOfTheirVotesAndItsKnownError() {
        Strengths<String> strengths = BradleyTerry.fit(List.of(PairVotes.of("a", "b", 60, 0, 40)), false);
        Strength difference = strengths.difference("a", "b");
        assertThat(difference.estimate()).isCloseTo(Math.log(1.5), within(1e-10));
        // For a saturated model both errors are the delta method's
        assertThat(difference.modelError()).isCloseTo(Math.sqrt(1 / 60.0 + 1 / 40.0), within(1e-10));
        assertThat(difference.standardError()).isCloseTo(difference.modelError(), within(1e-10));
        assertThat(strengths.of("a").orElseThrow().estimate()).isCloseTo(Math.log(1.5) / 2, within(1e-10));
        assertThat(strengths.of("b").orElseThrow().estimate()).isCloseTo(-Math.log(1.5) / 2, within(1e-10));
        assertThat(strengths.estimate()).isEqualTo(Estimate.MAXIMUM_LIKELIHOOD);
    }

    @Test
    void beingShownFirstIsToldApartFromBeingBetter() {
        // Equal strength, but whoever comes first wins 70 %; and a is mostly shown first
        List<PairVotes<String>> votes = List.of(PairVotes.of("a", "b", 630, 0, 270), PairVotes.of("b", "a", 70, 0, 30));
        Strength naive = BradleyTerry.fit(votes, false).difference("a", "b");
        Strengths<String> corrected = BradleyTerry.fit(votes, true);
        assertThat(naive.estimate()).isGreaterThan(0.6);
        assertThat(corrected.difference("a", "b").estimate()).isCloseTo(0, within(1e-10));
        assertThat(corrected.orderEffect().orElseThrow().estimate()).isCloseTo(Math.log(7 / 3.0), within(1e-10));
    }

    @Test
    void aTieIsHalfAWinOfBothAndVariesLessThanAWin() {
        Strength tied = BradleyTerry.fit(List.of(PairVotes.of("a", "b", 30, 40, 30)), false)
                .difference("a", "b");
        assertThat(tied.estimate()).isCloseTo(0, within(1e-12));
        assertThat(tied.standardError()).isLessThan(tied.modelError());
        // 60 votes of plus or minus a half, seen through a curvature of 100 / 4
        assertThat(tied.standardError()).isCloseTo(Math.sqrt(60 * 0.25) / 25, within(1e-10));
    }

    @Test
    void oneUserWithAHundredVotesIsNotAHundredUsers() {
        List<PairVotes<String>> alone = new ArrayList<>();
        List<PairVotes<String>> clustered = new ArrayList<>();
        Random random = new Random(3);
        for (int user = 0; user < 40; user++) {
            // Each user has a mind of its own and says it 25 times
            long wins = random.nextBoolean() ? 22 : 5;
            alone.add(PairVotes.of("a", "b", wins, 0, 25 - wins));
            clustered.add(new PairVotes<>("a", "b", wins, 0, 25 - wins, "user " + user));
        }
        Strength one = BradleyTerry.fit(alone, false).difference("a", "b");
        Strength other = BradleyTerry.fit(clustered, false).difference("a", "b");
        assertThat(other.estimate()).isCloseTo(one.estimate(), within(1e-12));
        assertThat(other.standardError()).isGreaterThan(3 * one.standardError());
        assertThat(other.modelError()).isCloseTo(one.modelError(), within(1e-12));
    }

    @Test
    void whoNeverLostGetsAFiniteStrengthThatIsSaidToBePenalised() {
        Strengths<String> strengths =
                BradleyTerry.fit(List.of(PairVotes.of("a", "b", 20, 0, 0), PairVotes.of("b", "c", 5, 0, 5)), false);
        assertThat(strengths.estimate()).isEqualTo(Estimate.PENALISED_SEPARATED);
        assertThat(strengths.difference("a", "b").estimate()).isBetween(2.0, 6.0);
        assertThat(strengths.of("a").orElseThrow().standardError()).isFinite().isGreaterThan(0.3);
    }

    @Test
    void groupsThatNeverMetAreComparedOnlyThroughThePenalty() {
        Strengths<String> strengths =
                BradleyTerry.fit(List.of(PairVotes.of("a", "b", 8, 0, 4), PairVotes.of("c", "d", 4, 0, 8)), true);
        assertThat(strengths.estimate()).isEqualTo(Estimate.PENALISED_DISCONNECTED);
        Strength across = strengths.difference("a", "c");
        Strength within = strengths.difference("a", "b");
        assertThat(across.standardError()).isGreaterThan(within.standardError());
    }

    @Test
    void whereTheOrderExplainsAllThePenaltySaysSo() {
        // a was always first
        Strengths<String> strengths = BradleyTerry.fit(List.of(PairVotes.of("a", "b", 60, 0, 40)), true);
        assertThat(strengths.estimate()).isEqualTo(Estimate.PENALISED_SEPARATED);
        assertThat(strengths.difference("a", "b").standardError()).isGreaterThan(1);
        // Without the order effect there is an estimate
        assertThat(BradleyTerry.fit(List.of(PairVotes.of("a", "b", 60, 0, 40)), false)
                        .estimate())
                .isEqualTo(Estimate.MAXIMUM_LIKELIHOOD);
        // Whoever was first always won
        assertThat(BradleyTerry.fit(List.of(PairVotes.of("a", "b", 9, 0, 0), PairVotes.of("b", "a", 9, 0, 0)), true)
                        .estimate())
                .isEqualTo(Estimate.PENALISED_SEPARATED);
    }

    @Test
    void withoutVotesThereAreNoStrengths() {
        Strengths<String> none = BradleyTerry.fit(List.of(PairVotes.of("a", "b", 0, 0, 0)), true);
        assertThat(none.candidates()).isEmpty();
        assertThat(none.of("a")).isEmpty();
    }

    @Test
    void knownStrengthsAreFoundAgainAndTheirIntervalsHoldThemAsOftenAsTheySay() {
        // Given five models, shown in random order with an advantage for the first, ties included
        Random random = new Random(41);
        double[] truth = {0.8, 0.3, 0.0, -0.3, -0.8};
        double order = 0.25;
        int runs = 300;
        int fixed = 0;
        int anytime = 0;
        for (int run = 0; run < runs; run++) {
            // When
            Strengths<Integer> strengths = BradleyTerry.fit(simulated(random, truth, order, 600), true);
            Strength difference = strengths.difference(0, 3);
            fixed += difference.fixedSample(0.05).contains(1.1) ? 1 : 0;
            anytime += difference.anytime(0.05).contains(1.1) ? 1 : 0;
        }
        // Then 95 %, give or take three of this simulation's own standard deviations
        assertThat((double) fixed / runs).isBetween(0.91, 0.99);
        assertThat((double) anytime / runs).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void baseball1987EqualsWhatRPrints() {
        List<PairVotes<String>> games = SharedFigures.csv("bradley_terry_r/baseball_1987.csv").stream()
                .map(row -> PairVotes.of(
                        row.get("home.team"),
                        row.get("away.team"),
                        Long.parseLong(row.get("home.wins")),
                        0,
                        Long.parseLong(row.get("away.wins"))))
                .toList();
        equalsR(games, "Baltimore", SharedFigures.csv("bradley_terry_r/baseball_no_home_coef.csv"), "team", 6);
    }

    @Test
    void citationsEqualWhatRPrints() {
        List<PairVotes<String>> citations = SharedFigures.csv("bradley_terry_r/citations.csv").stream()
                .map(row -> PairVotes.of(
                        row.get("journal1"),
                        row.get("journal2"),
                        Long.parseLong(row.get("win1")),
                        0,
                        Long.parseLong(row.get("win2"))))
                .toList();
        equalsR(citations, "Biometrika", SharedFigures.csv("bradley_terry_r/citations_coef.csv"), "..", 3);
    }

    private static void equalsR(
            List<PairVotes<String>> votes, String reference, List<CSVRecord> printed, String prefix, int rows) {
        Strengths<String> strengths = BradleyTerry.fit(votes, false);
        assertThat(printed).hasSize(rows);
        for (CSVRecord row : printed) {
            Strength difference = strengths.difference(row.get("term").substring(prefix.length()), reference);
            assertThat(difference.estimate()).isCloseTo(Double.parseDouble(row.get("estimate")), within(1e-4));
            assertThat(difference.modelError()).isCloseTo(Double.parseDouble(row.get("se")), within(1e-4));
        }
    }

    @Test
    void rakudaWithoutOrderEqualsWhatRComputes() {
        Strengths<String> strengths = BradleyTerry.fit(rakuda(), false);
        List<CSVRecord> computed = SharedFigures.csv("rakuda/r_bradleyterry2_nohome_gpt4_20230714.csv");
        assertThat(computed).hasSize(9);
        for (CSVRecord row : computed) {
            Strength strength = strengths.of(row.get("model")).orElseThrow();
            assertThat(strength.estimate()).isCloseTo(Double.parseDouble(row.get("beta_centered")), within(1e-4));
            assertThat(strength.modelError()).isCloseTo(Double.parseDouble(row.get("se_centered")), within(1e-4));
        }
    }

    /**
     * The printed table is where its authors' optimiser stopped (L-BFGS-B with its default tolerances), up to 0.0043 Elo from the
     * maximum; docs/evaluation.md tells how to get it to the last digit. Here it is held to be that close, and not more likely.
     */
    @Test
    void rakudaWithOrderIsTheMaximumNextToWhichThePrintedTableLies() throws IOException {
        Strengths<String> strengths = BradleyTerry.fit(rakuda(), true);
        Map<String, Double> printed = new HashMap<>();
        for (String line : Files.readAllLines(SharedFigures.file("rakuda/published_mle_gpt4_20230714.txt"))) {
            String[] words = line.split(" +");
            if (words.length == 2 && strengths.candidates().contains(words[0])) {
                printed.put(words[0], Double.parseDouble(words[1]));
            }
        }
        assertThat(printed).hasSize(9);
        double order = strengths.orderEffect().orElseThrow().estimate();
        Map<String, Double> maximum = new HashMap<>();
        Map<String, Double> theirs = new HashMap<>();
        printed.forEach((model, elo) -> {
            double estimate = strengths.of(model).orElseThrow().estimate();
            assertThat(1000 + ELO * estimate).isCloseTo(elo, within(0.005));
            maximum.put(model, estimate);
            theirs.put(model, (elo - 1000) / ELO);
        });
        assertThat(order * ELO).isCloseTo(-27.146, within(0.001));
        assertThat(IntStream.rangeClosed(-50, 50)
                        .mapToDouble(i -> logLikelihood(rakuda(), theirs, order + i * 1e-4))
                        .max()
                        .orElseThrow())
                .isLessThan(logLikelihood(rakuda(), maximum, order));
    }

    private static double logLikelihood(List<PairVotes<String>> votes, Map<String, Double> strengths, double order) {
        return votes.stream()
                .mapToDouble(pair -> {
                    double x = strengths.get(pair.first()) - strengths.get(pair.second()) + order;
                    return (pair.firstWins() + pair.ties() / 2.0) * BradleyTerry.logLogistic(x)
                            + (pair.secondWins() + pair.ties() / 2.0) * BradleyTerry.logLogistic(-x);
                })
                .sum();
    }

    private static List<PairVotes<String>> rakuda() {
        return SharedFigures.csv("rakuda/matches_gpt4_20230714.csv").stream()
                .map(row -> {
                    String score = row.get("score");
                    return PairVotes.of(
                            row.get("model1"),
                            row.get("model2"),
                            score.equals("1") ? 1 : 0,
                            score.equals("0.5") ? 1 : 0,
                            score.equals("0") ? 1 : 0);
                })
                .toList();
    }

    private static List<PairVotes<Integer>> simulated(Random random, double[] truth, double order, int votes) {
        List<PairVotes<Integer>> simulated = new ArrayList<>();
        for (int i = 0; i < votes; i++) {
            int first = random.nextInt(truth.length);
            int second = (first + 1 + random.nextInt(truth.length - 1)) % truth.length;
            boolean won = random.nextDouble() < BradleyTerry.logistic(truth[first] - truth[second] + order);
            simulated.add(PairVotes.of(first, second, won ? 1 : 0, 0, won ? 0 : 1));
        }
        return simulated;
    }
}

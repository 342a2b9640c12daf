package dev.kotae.eval.statistics;

import dev.kotae.eval.statistics.Comparison.Candidate;
import dev.kotae.eval.statistics.Comparison.Decision;
import dev.kotae.eval.statistics.Comparison.Rules;
import dev.kotae.eval.statistics.Comparison.Verdict;
import dev.kotae.eval.statistics.Strengths.Strength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Opinions drawn by chance, of which the truth is known, and how often the statistics are wrong about it. Every run can be repeated: it
 * has its number as seed. A look that can decide nothing, seen from a quick upper bound, is not computed in full; every other one is
 * decided by {@link Comparison} as a report's is.
 */
final class Simulation {

    static final double ALPHA = 0.05;
    static final Rules RULES = new Rules(ALPHA, 0.25, 0.05);

    private static final double[] STARS = {0.05, 0.1, 0.2, 0.35, 0.3};

    private Simulation() {}

    /** How often a winner is ever named among models that are the same, looked at after every vote. */
    static double falseWinnersByVotes(int runs, int models, int votes, double order) {
        return share(runs, run -> votesUntilBetter(run, new double[models], order, votes) > 0);
    }

    /** How many votes it takes in each run until the better one of two is named; more than {@code most} where it is not. */
    static int[] votesUntilDecision(int runs, double share, double order, int most) {
        double half = Math.log(share / (1 - share)) / 2;
        return IntStream.range(0, runs)
                .parallel()
                .map(run -> {
                    int votes = votesUntilBetter(run, new double[] {half, -half}, order, most);
                    return votes == 0 ? most + 1 : votes;
                })
                .sorted()
                .toArray();
    }

    /** How often the usual test of a share, at its usual level, ever finds a difference that is not there. */
    static double falseWinnersOfTheUsualTest(int runs, int votes, int from) {
        return share(runs, run -> {
            Random random = new Random(run);
            int won = 0;
            for (int n = 1; n <= votes; n++) {
                won += random.nextBoolean() ? 1 : 0;
                if (n >= from && Math.abs(won - n / 2.0) / Math.sqrt(n / 4.0) > 1.959964) {
                    return true;
                }
            }
            return false;
        });
    }

    /** How often a winner is ever named between two models of the same stars, looked at after every rating. */
    static double falseWinnersByStars(int runs, int ratings) {
        return share(runs, run -> {
            Random random = new Random(run);
            double[][] counts = new double[2][StarCounts.MOST];
            for (int n = 0; n < ratings; n++) {
                counts[n % 2][draw(random)]++;
                if (canDecide(counts[0], counts[1]) || canDecide(counts[1], counts[0])) {
                    List<Candidate<Integer>> candidates =
                            List.of(new Candidate<>(0, stars(counts[0])), new Candidate<>(1, stars(counts[1])));
                    if (Comparison.of(candidates, List.of(), List.of(), RULES).better()) {
                        return true;
                    }
                }
            }
            return false;
        });
    }

    /** How often intervals of a difference of strengths hold the truth: of one look, and of all looks from {@code from} votes on. */
    static double[] strengthCoverage(int runs, int from, int votes, int step) {
        double[] truth = {0.8, 0.3, 0.0, -0.3, -0.8};
        int[][] held = new int[runs][2];
        IntStream.range(0, runs).parallel().forEach(run -> {
            Random random = new Random(run);
            Map<List<Integer>, long[]> counts = new HashMap<>();
            boolean always = true;
            Strength last = null;
            for (int n = 1; n <= votes; n++) {
                vote(random, truth, 0.25, counts);
                if (n >= from && n % step == 0) {
                    last = BradleyTerry.fit(pairs(counts), true).difference(0, 3);
                    always &= last.anytime(ALPHA).contains(1.1);
                }
            }
            held[run][0] = last.fixedSample(ALPHA).contains(1.1) ? 1 : 0;
            held[run][1] = always ? 1 : 0;
        });
        return new double[] {
            Arrays.stream(held).mapToInt(run -> run[0]).average().orElseThrow(),
            Arrays.stream(held).mapToInt(run -> run[1]).average().orElseThrow()
        };
    }

    /** How often the interval of a rate holds it. */
    static double rateCoverage(int runs, double truth, int total) {
        return share(runs, run -> {
            Random random = new Random(run);
            long count = IntStream.range(0, total)
                    .filter(i -> random.nextDouble() < truth)
                    .count();
            Rate rate = Rate.of(count, total, ALPHA);
            return rate.low() <= truth && truth <= rate.high();
        });
    }

    /** How often the interval of a percentile of log-normal durations holds it, up to the sketch's one percent. */
    static double percentileCoverage(int runs, double quantile, int total) {
        double truth = Math.exp(6 + Normal.quantile(quantile));
        return share(runs, run -> {
            Random random = new Random(run);
            Map<Integer, Long> counts = new HashMap<>();
            for (int i = 0; i < total; i++) {
                counts.merge(LatencySketch.bucket(Math.exp(6 + random.nextGaussian())), 1L, Long::sum);
            }
            QuantileInterval interval = QuantileInterval.of(LatencyCounts.of(counts), quantile, ALPHA);
            return (interval.low() == null || interval.low() <= truth * 1.01)
                    && (interval.high() == null || interval.high() >= truth * 0.99);
        });
    }

    /** How often the interval of a mean of stars holds it at every one of the looks, after each rating. */
    static double starCoverage(int runs, int ratings) {
        double mean = 0;
        for (int i = 0; i < STARS.length; i++) {
            mean += STARS[i] * i / (STARS.length - 1);
        }
        double truth = mean;
        double threshold = Math.log(2 / ALPHA);
        return share(runs, run -> {
            Random random = new Random(run);
            double[] counts = new double[StarCounts.MOST];
            for (int n = 0; n < ratings; n++) {
                counts[draw(random)]++;
                // It is outside exactly when one of the two capitals has crossed
                if (ConfidenceSequence.logCapital(counts, truth) >= threshold
                        || ConfidenceSequence.logCapital(ConfidenceSequence.reversed(counts), 1 - truth) >= threshold) {
                    return false;
                }
            }
            return true;
        });
    }

    /** After how many votes a model is named better; 0 where none is within {@code most}. */
    private static int votesUntilBetter(int seed, double[] strengths, double order, int most) {
        Random random = new Random(seed);
        Map<List<Integer>, long[]> counts = new HashMap<>();
        for (int n = 1; n <= most; n++) {
            vote(random, strengths, order, counts);
            if (canDecide(strengths.length, counts)) {
                Verdict<Integer> verdict = Comparison.of(
                        IntStream.range(0, strengths.length)
                                .mapToObj(model -> new Candidate<>(model, StarCounts.NONE))
                                .toList(),
                        pairs(counts),
                        List.of(),
                        RULES);
                if (verdict.decision() == Decision.BETTER) {
                    return n;
                }
            }
        }
        return 0;
    }

    private static void vote(Random random, double[] strengths, double order, Map<List<Integer>, long[]> counts) {
        int first = random.nextInt(strengths.length);
        int second = (first + 1 + random.nextInt(strengths.length - 1)) % strengths.length;
        boolean won = random.nextDouble() < BradleyTerry.logistic(strengths[first] - strengths[second] + order);
        counts.computeIfAbsent(List.of(first, second), pair -> new long[2])[won ? 0 : 1]++;
    }

    private static List<PairVotes<Integer>> pairs(Map<List<Integer>, long[]> counts) {
        List<PairVotes<Integer>> pairs = new ArrayList<>();
        counts.forEach((pair, won) -> pairs.add(PairVotes.of(pair.get(0), pair.get(1), won[0], 0, won[1])));
        return pairs;
    }

    private static boolean canDecide(int models, Map<List<Integer>, long[]> counts) {
        long[] none = new long[2];
        // Without ratings the ratings' e-process is 1, so that of the votes must be twice the threshold less 1
        double threshold = Math.log(2 * models / ALPHA - 1);
        return IntStream.range(0, models).anyMatch(one -> IntStream.range(0, models)
                .filter(other -> other != one)
                .allMatch(other -> {
                    long[] first = counts.getOrDefault(List.of(one, other), none);
                    long[] second = counts.getOrDefault(List.of(other, one), none);
                    return PreferenceEvidence.atMost(first[0], first[1], second[1], second[0]) >= threshold
                            && PreferenceEvidence.log(first[0], first[1], second[1], second[0]) >= threshold;
                }));
    }

    private static boolean canDecide(double[] one, double[] other) {
        double[] both = new double[one.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = one[i] + other[i];
        }
        double mean = Math.min(0.999, Math.max(0.001, (stars(both).mean() - 1) / 4));
        return ConfidenceSequence.logCapital(one, mean)
                        + ConfidenceSequence.logCapital(ConfidenceSequence.reversed(other), 1 - mean)
                >= Math.log(4 / ALPHA - 1);
    }

    private static StarCounts stars(double[] counts) {
        return new StarCounts(
                Arrays.stream(counts).mapToObj(count -> (long) count).toList());
    }

    private static int draw(Random random) {
        double left = random.nextDouble();
        for (int i = 0; i < STARS.length - 1; i++) {
            left -= STARS[i];
            if (left < 0) {
                return i;
            }
        }
        return STARS.length - 1;
    }

    private static double share(int runs, java.util.function.IntPredicate happens) {
        return (double) IntStream.range(0, runs).parallel().filter(happens).count() / runs;
    }
}

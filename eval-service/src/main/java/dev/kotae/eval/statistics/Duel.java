package dev.kotae.eval.statistics;

/**
 * What was said of one candidate against another, seen from its side; counts may be fractions where they are only supposed.
 *
 * @param shownFirst votes where it was shown first: lost, tied, won
 * @param shownSecond votes where it was shown second, likewise
 * @param stars its stars in pairs of ratings by one user on one question, how often one to five
 * @param theirStars the other's stars in these pairs
 * @param differences how often its stars minus the other's were -4 to 4
 */
record Duel(double[] shownFirst, double[] shownSecond, double[] stars, double[] theirStars, double[] differences) {

    /** Nothing said. */
    static Duel none() {
        return new Duel(
                new double[3],
                new double[3],
                new double[StarCounts.MOST],
                new double[StarCounts.MOST],
                new double[2 * StarCounts.MOST - 1]);
    }

    /** Counts votes. */
    void add(boolean first, long lost, long tied, long won) {
        double[] votes = first ? shownFirst : shownSecond;
        votes[0] += lost;
        votes[1] += tied;
        votes[2] += won;
    }

    /** Counts paired ratings. */
    void addStars(int mine, int theirs, long count) {
        stars[mine - 1] += count;
        theirStars[theirs - 1] += count;
        differences[mine - theirs + StarCounts.MOST - StarCounts.FEWEST] += count;
    }

    /** How many votes. */
    double votes() {
        double votes = 0;
        for (int i = 0; i < 3; i++) {
            votes += shownFirst[i] + shownSecond[i];
        }
        return votes;
    }

    /** Whether there are paired ratings. */
    boolean paired() {
        return ConfidenceSequence.total(stars) > 0;
    }

    /** The logarithm of the votes' e-process, were there so many times as many. */
    double logVotes(double factor) {
        return PreferenceEvidence.log(
                factor * shownFirst[2], factor * shownFirst[0], factor * shownSecond[2], factor * shownSecond[0]);
    }

    /** Whether the share of votes won, ties as half, both orders weighing the same, is surely within so much of one half. */
    boolean balanced(double alpha, double most) {
        Interval first = share(shownFirst, alpha / 2);
        Interval second = share(shownSecond, alpha / 2);
        return (first.low() + second.low()) / 2 >= 0.5 - most && (first.high() + second.high()) / 2 <= 0.5 + most;
    }

    /** A loss, a tie and a win are 0, a half and 1 as one, three and five stars are. */
    private static Interval share(double[] votes, double alpha) {
        double[] counts = {votes[0], 0, votes[1], 0, votes[2]};
        return new Interval(
                (ConfidenceSequence.low(counts, alpha) - 1) / 4, (ConfidenceSequence.high(counts, alpha) - 1) / 4);
    }
}

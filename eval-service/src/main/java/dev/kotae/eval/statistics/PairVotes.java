package dev.kotae.eval.statistics;

/**
 * Votes between two candidates that were shown in this order.
 *
 * @param first who was shown first
 * @param second who was shown second, another one
 * @param firstWins how often the first was preferred, at least 0
 * @param ties how often neither was, at least 0
 * @param secondWins how often the second was preferred, at least 0
 * @param cluster who gave all of these votes, or null where each stands for itself
 * @param <T> what a candidate is
 */
public record PairVotes<T>(T first, T second, long firstWins, long ties, long secondWins, String cluster) {

    /**
     * @throws IllegalArgumentException if a count is negative or the two are the same
     */
    public PairVotes {
        if (firstWins < 0 || ties < 0 || secondWins < 0) {
            throw new IllegalArgumentException("Counts of votes are at least 0");
        }
        if (first.equals(second)) {
            throw new IllegalArgumentException("Nobody is compared with itself");
        }
    }

    /** Votes of many users. */
    public static <T> PairVotes<T> of(T first, T second, long firstWins, long ties, long secondWins) {
        return new PairVotes<>(first, second, firstWins, ties, secondWins, null);
    }

    /** How many votes. */
    public long total() {
        return firstWins + ties + secondWins;
    }
}

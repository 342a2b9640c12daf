package dev.kotae.eval.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether votes have a finite and only maximum-likelihood estimate. They have none if strengths could be moved without end in a
 * direction in which no vote becomes less likely: differences {@code d} of strengths and {@code g} of the order effect, not all zero,
 * with {@code d_winner - d_loser + (g if the winner was shown first, else -g) >= 0} for every vote (Albert and Anderson, "On the
 * existence of maximum likelihood estimates in logistic regression models", Biometrika 71, 1984). A tie is half a win of both.
 *
 * <p>For {@code g = 0} that is Ford's condition (American Mathematical Monthly 64, 1957): the graph of who beat whom must be strongly
 * connected. For {@code g = 1} and {@code g = -1} it is a system of difference constraints, which can be met exactly where its
 * graph has no negative cycle; Bellman and Ford's algorithm tells. So the answer is exact, and needs no linear programme.
 */
final class Separation {

    private Separation() {}

    /** What the votes allow. */
    enum Kind {
        /** A finite estimate. */
        NONE,
        /** None: some were never compared with the others, directly or through third ones. */
        DISCONNECTED,
        /** None: some never lost (or never won) against the others, or strength and order cannot be told apart. */
        SEPARATED
    }

    /** Finds out, for a model with an order effect or without. */
    static <T> Kind of(VoteTable<T> table, boolean orderEffect) {
        List<Edge> wins = wins(table);
        List<Edge> compared = new ArrayList<>(wins);
        wins.forEach(win -> compared.add(new Edge(win.loser, win.winner, 0)));
        int size = table.size();
        if (reached(compared, size) < size) {
            return Kind.DISCONNECTED;
        }
        List<Edge> turned = wins.stream()
                .map(win -> new Edge(win.loser, win.winner, win.order))
                .toList();
        boolean finite = reached(wins, size) == size
                && reached(turned, size) == size
                && !(orderEffect && (feasible(wins, size, 1) || feasible(wins, size, -1)));
        return finite ? Kind.NONE : Kind.SEPARATED;
    }

    private static <T> List<Edge> wins(VoteTable<T> table) {
        List<Edge> wins = new ArrayList<>();
        for (PairVotes<T> pair : table.votes()) {
            if (pair.firstWins() + pair.ties() > 0) {
                wins.add(new Edge(table.first(pair), table.second(pair), 1));
            }
            if (pair.secondWins() + pair.ties() > 0) {
                wins.add(new Edge(table.second(pair), table.first(pair), -1));
            }
        }
        return wins.stream().distinct().toList();
    }

    /** How many can be reached from the first one, going from winners to losers. */
    private static int reached(List<Edge> edges, int size) {
        boolean[] reached = new boolean[size];
        if (size == 0) {
            return 0;
        }
        reached[0] = true;
        boolean more = true;
        int count = 1;
        while (more) {
            more = false;
            for (Edge edge : edges) {
                if (reached[edge.winner] && !reached[edge.loser]) {
                    reached[edge.loser] = true;
                    count++;
                    more = true;
                }
            }
        }
        return count;
    }

    /** Whether {@code d_loser - d_winner <= order * g} can be met for all wins: it can unless a cycle's bounds sum below zero. */
    private static boolean feasible(List<Edge> wins, int size, int g) {
        int[] distance = new int[size];
        for (int round = 0; round < size; round++) {
            int[] before = distance.clone();
            for (Edge win : wins) {
                distance[win.loser] = Math.min(distance[win.loser], distance[win.winner] + win.order * g);
            }
            if (Arrays.equals(before, distance)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A win.
     *
     * @param order 1 where the winner was shown first, -1 where second
     */
    private record Edge(int winner, int loser, int order) {}
}

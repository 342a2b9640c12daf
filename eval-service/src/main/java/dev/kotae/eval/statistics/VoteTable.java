package dev.kotae.eval.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Votes with their candidates numbered: a candidate's number is its place in the order in which it first occurs. */
final class VoteTable<T> {

    private final List<PairVotes<T>> votes;
    private final Map<T, Integer> numbers = new LinkedHashMap<>();

    VoteTable(List<PairVotes<T>> votes) {
        this.votes = votes.stream().filter(pair -> pair.total() > 0).toList();
        for (PairVotes<T> pair : this.votes) {
            numbers.putIfAbsent(pair.first(), numbers.size());
            numbers.putIfAbsent(pair.second(), numbers.size());
        }
    }

    List<PairVotes<T>> votes() {
        return votes;
    }

    List<T> candidates() {
        return new ArrayList<>(numbers.keySet());
    }

    int size() {
        return numbers.size();
    }

    int first(PairVotes<T> pair) {
        return numbers.get(pair.first());
    }

    int second(PairVotes<T> pair) {
        return numbers.get(pair.second());
    }
}

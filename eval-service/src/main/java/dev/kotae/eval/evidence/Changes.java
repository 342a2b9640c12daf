package dev.kotae.eval.evidence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What changed in a partition's counts, gathered over several reads; a later read's word on the same thing replaces the earlier one's. */
final class Changes {

    private final Map<String, Counted> slices = new HashMap<>();
    private final Map<String, Lines> questions = new HashMap<>();
    private final Set<String> goneSlices = new HashSet<>();
    private final Set<String> goneQuestions = new HashSet<>();
    private long upto;
    private String answersPosition = "";
    private String ratingsPosition = "";

    void slice(String id, Counted counted) {
        slices.put(id, counted);
        goneSlices.remove(id);
    }

    void question(String id, Lines lines) {
        questions.put(id, lines);
        goneQuestions.remove(id);
    }

    void sliceGone(String id) {
        slices.remove(id);
        goneSlices.add(id);
    }

    void questionGone(String id) {
        questions.remove(id);
        goneQuestions.add(id);
    }

    /** How far they go. */
    void reach(long sequence, String answers, String ratings) {
        upto = sequence;
        answersPosition = answers;
        ratingsPosition = ratings;
    }

    Map<String, Counted> slices() {
        return slices;
    }

    Map<String, Lines> questions() {
        return questions;
    }

    Set<String> goneSlices() {
        return goneSlices;
    }

    Set<String> goneQuestions() {
        return goneQuestions;
    }

    long upto() {
        return upto;
    }

    String answersPosition() {
        return answersPosition;
    }

    String ratingsPosition() {
        return ratingsPosition;
    }

    /**
     * What Redis keeps of a question, see {@link StoredText}; empty where there is nothing.
     *
     * @param answer1 the answer of number 1
     * @param answer2 the answer of number 2
     * @param rating1 the rating of number 1
     * @param rating2 the rating of number 2
     * @param vote the vote
     */
    record Lines(String answer1, String answer2, String rating1, String rating2, String vote) {}
}

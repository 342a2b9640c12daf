package dev.kotae.query.answer;

import dev.kotae.query.model.Model;

/**
 * Which model writes which of a question's answers.
 *
 * @param model the model
 * @param number 1, or 1 and 2 where two answers are shown side by side, in that order
 * @param paired whether there are two, each of whose records names the other
 * @param hidden whether nothing that the reader gets tells which model wrote, until the vote
 */
public record Writer(Model model, int number, boolean paired, boolean hidden) {

    /** The model that writes a question's one answer. */
    public static Writer alone(Model model) {
        return new Writer(model, 1, false, false);
    }

    /** A model that writes one of two answers. */
    public static Writer paired(Model model, int number) {
        return new Writer(model, number, true, true);
    }

    /** A model that writes one of two answers of an experiment, which no user sees. */
    static Writer replaying(Model model, int number) {
        return new Writer(model, number, true, false);
    }

    int other() {
        return 3 - number;
    }
}

package dev.kotae.eval.evidence;

import java.time.Instant;
import java.time.LocalDate;

/** What of a question is in the counts, as far as it must be known to take it back. */
sealed interface Stored {

    /** The question. */
    String questionId();

    /** Whose it is. */
    String user();

    /**
     * An answer.
     *
     * @param questionId the question
     * @param number 1 or 2
     * @param user whom it was given to
     * @param day the question's day
     */
    record Answer(String questionId, int number, String user, LocalDate day) implements Stored {}

    /**
     * A rating.
     *
     * @param questionId the question
     * @param number the answer's, 1 or 2
     * @param user whose
     * @param at when it was given
     */
    record Rating(String questionId, int number, String user, Instant at) implements Stored {}

    /**
     * A vote.
     *
     * @param questionId the question
     * @param user whose
     * @param at when it was given
     */
    record Vote(String questionId, String user, Instant at) implements Stored {}
}

package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What the judge said of two answers that a user voted on.
 *
 * @param schema the schema's number, {@value #SCHEMA}
 * @param question the question's id
 * @param verdicts what it said, the answer that the user saw first being the first; null where the answers are gone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JudgedVote(int schema, String question, BothOrders verdicts) {

    static final int SCHEMA = 1;

    boolean isGone() {
        return verdicts == null;
    }
}

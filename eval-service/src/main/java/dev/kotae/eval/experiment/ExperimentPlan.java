package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * What is to be tried.
 *
 * @param baseline what is there
 * @param candidate what could take its place
 * @param retrieval where both get their chunks from
 * @param questions which questions, as a query of reports
 * @param size how many questions at most
 * @param perMinute how many of them are asked in a minute, at most
 * @param judge who says which answers are better, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExperimentPlan(
        Arm baseline,
        Arm candidate,
        Retrieval retrieval,
        Map<String, String> questions,
        int size,
        int perMinute,
        JudgePlan judge) {

    ExperimentPlan {
        questions = Map.copyOf(questions);
    }

    /** Where chunks come from. */
    enum Retrieval {
        /** Those that the model was given when the question was asked. */
        @JsonProperty("frozen")
        FROZEN,
        /** A search of the documents as they are now. */
        @JsonProperty("fresh")
        FRESH
    }
}

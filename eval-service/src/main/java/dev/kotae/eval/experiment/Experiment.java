package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kotae.eval.evidence.SampledAnswer;
import java.time.Instant;
import java.util.List;

/**
 * An experiment as it stands on Kafka.
 *
 * @param schema the schema's number, {@value #SCHEMA}
 * @param id its name
 * @param plan what is tried
 * @param sample the questions, drawn when it was begun
 * @param votes the votes that its judge is compared with, drawn likewise; empty without a judge
 * @param by who began it
 * @param at when it was begun
 * @param state how far it is
 * @param reason why it failed, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Experiment(
        int schema,
        String id,
        ExperimentPlan plan,
        List<SampledAnswer> sample,
        List<VotedPair> votes,
        String by,
        Instant at,
        State state,
        String reason) {

    static final int SCHEMA = 1;

    Experiment {
        sample = List.copyOf(sample);
        votes = votes == null ? List.of() : List.copyOf(votes);
    }

    Experiment is(State next, String why) {
        return new Experiment(schema, id, plan, sample, votes, by, at, next, why);
    }

    /** How far it is. */
    enum State {
        /** Its questions are being asked. */
        @JsonProperty("running")
        RUNNING,
        /** It was stopped and can go on. */
        @JsonProperty("cancelled")
        CANCELLED,
        /** All its questions were asked. */
        @JsonProperty("completed")
        COMPLETED,
        /** It cannot go on as it is: a model is not there, for example. */
        @JsonProperty("failed")
        FAILED
    }
}

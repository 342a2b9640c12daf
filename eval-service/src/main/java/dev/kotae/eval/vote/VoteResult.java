package dev.kotae.eval.vote;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.event.Vote;
import java.time.Instant;
import java.util.List;

/**
 * A vote that Kafka has, and who wrote the answers.
 *
 * @param answers the two answers in the order in which they were shown
 * @param preferred the better one, or null for a tie
 * @param comment the comment, or null
 * @param at when it was given
 * @param models which model wrote which, in the same order
 */
record VoteResult(List<String> answers, String preferred, String comment, Instant at, List<Author> models) {

    static VoteResult of(Vote vote, List<Author> models) {
        return new VoteResult(vote.answers(), vote.preferred(), vote.comment(), vote.at(), models);
    }

    /**
     * Who wrote an answer.
     *
     * @param answer the answer's id
     * @param model the model's id
     * @param provider the model's provider, or null
     * @param revision the model's revision, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Author(String answer, String model, String provider, String revision) {}
}

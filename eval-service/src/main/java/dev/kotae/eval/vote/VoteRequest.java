package dev.kotae.eval.vote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kotae.eval.problem.Problems;
import dev.kotae.eval.request.JsonBody;
import java.util.List;

/**
 * What a user sends to vote.
 *
 * @param answers two different ids, in the order in which the answers were shown
 * @param preferred one of them, or null for a tie
 * @param comment at most 4,000 characters, or null
 */
record VoteRequest(List<String> answers, String preferred, String comment) {

    private static final String EXAMPLE = "{\"answers\": [\"<id>\", \"<id>\"], \"preferred\": \"<id>\"}";

    /**
     * Reads a request's body; unknown fields are ignored. A tie must be said: {@code preferred} must be there, if only as null.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, if it is no JSON object or a value is not what it should be
     */
    static VoteRequest parse(String body) {
        JsonNode json = JsonBody.parse(body, EXAMPLE);
        JsonNode answers = json.path("answers");
        if (!answers.isArray()
                || answers.size() != 2
                || !answers.get(0).isTextual()
                || !answers.get(1).isTextual()
                || answers.get(0).equals(answers.get(1))) {
            throw Problems.invalid(
                    "invalid-request", "answers must be the ids of the two answers, in the order they were shown in");
        }
        List<String> ids = List.of(answers.get(0).textValue(), answers.get(1).textValue());
        JsonNode preferred = json.path("preferred");
        if (!preferred.isNull() && (!preferred.isTextual() || !ids.contains(preferred.textValue()))) {
            throw Problems.invalid(
                    "invalid-request", "preferred must be one of the two answers' ids, or null for a tie");
        }
        return new VoteRequest(ids, preferred.textValue(), JsonBody.comment(json));
    }
}

package dev.kotae.eval.rating;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kotae.eval.problem.Problems;
import dev.kotae.eval.request.JsonBody;
import dev.kotae.eval.statistics.StarCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user sends to rate an answer.
 *
 * @param stars 1 to 5
 * @param comment at most 4,000 characters, or null
 * @param reasons at most {@value #MOST_REASONS} codes of {@link Reason}s, or null
 */
record RatingRequest(int stars, String comment, List<String> reasons) {

    private static final int MOST_REASONS = 20;

    /**
     * Reads a request's body; unknown fields are ignored.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, if it is no JSON object or a value is out of its range
     */
    static RatingRequest parse(String body) {
        JsonNode json = JsonBody.parse(body, "{\"stars\": 4}");
        return new RatingRequest(stars(json.path("stars")), JsonBody.comment(json), reasons(json.path("reasons")));
    }

    private static int stars(JsonNode stars) {
        if (!stars.isNumber()
                || !stars.canConvertToExactIntegral()
                || !stars.canConvertToInt()
                || stars.intValue() < StarCounts.FEWEST
                || stars.intValue() > StarCounts.MOST) {
            throw Problems.invalid("invalid-stars", "stars must be a whole number from 1 (bad) to 5 (good)");
        }
        return stars.intValue();
    }

    private static List<String> reasons(JsonNode reasons) {
        if (reasons.isMissingNode() || reasons.isNull()) {
            return null;
        }
        List<String> codes = new ArrayList<>();
        boolean sound = reasons.isArray() && reasons.size() <= MOST_REASONS;
        for (JsonNode reason : reasons) {
            sound &= reason.isTextual() && Reason.known(reason.textValue());
            codes.add(reason.textValue());
        }
        if (!sound) {
            throw Problems.invalid(
                    "invalid-reasons",
                    "reasons must be a list of at most %d of: %s".formatted(MOST_REASONS, Reason.codes()));
        }
        return codes;
    }
}

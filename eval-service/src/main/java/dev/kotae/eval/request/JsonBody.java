package dev.kotae.eval.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kotae.eval.problem.Problems;

/** A request's body: a JSON object, and nothing behind it. */
public final class JsonBody {

    private static final int LONGEST_COMMENT = 4000;
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private JsonBody() {}

    /**
     * Reads a body.
     *
     * @param example what could be sent
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, if it is no JSON object
     */
    public static JsonNode parse(String body, String example) {
        JsonNode json;
        try {
            json = JSON.readTree(body == null ? "" : body);
        } catch (JsonProcessingException e) {
            throw Problems.invalid("invalid-request", "The body is not JSON; send for example " + example);
        }
        if (!json.isObject()) {
            throw Problems.invalid("invalid-request", "The body must be a JSON object, for example " + example);
        }
        return json;
    }

    /**
     * The field {@code comment}: at most 4,000 characters; null where missing or blank.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, if it is something else
     */
    public static String comment(JsonNode body) {
        JsonNode comment = body.path("comment");
        if (comment.isMissingNode() || comment.isNull()) {
            return null;
        }
        String text = comment.textValue();
        if (text == null || text.codePointCount(0, text.length()) > LONGEST_COMMENT) {
            throw Problems.invalid(
                    "invalid-request", "comment must be a text of at most " + LONGEST_COMMENT + " characters");
        }
        return text.isBlank() ? null : text;
    }
}

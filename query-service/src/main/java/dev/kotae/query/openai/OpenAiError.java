package dev.kotae.query.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kotae.common.access.EarlyProblem;
import dev.kotae.query.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A problem in OpenAI's shape.
 *
 * @param message what went wrong and what to do
 * @param type OpenAI's kind of error
 * @param param the field that is wrong, or null
 * @param code OpenAI's code where it has one for this, else Kotae's own
 */
record OpenAiError(String message, String type, String param, String code) {

    /** The house's problems begin with the name of the field that is wrong. */
    private static final Pattern FIELD = Pattern.compile("^'([\\w.]+)' ");

    /** A failure, whatever it is. */
    static OpenAiError of(Throwable failure) {
        return of(
                failure instanceof HttpProblem problem ? problem.getStatusCode() : 500,
                Problems.code(failure),
                Problems.detail(failure));
    }

    /**
     * An error.
     *
     * @param status the HTTP status
     * @param code Kotae's code
     * @param detail the words, or null
     */
    static OpenAiError of(int status, String code, String detail) {
        return new OpenAiError(
                detail == null ? code : detail, EarlyProblem.openAiType(status), param(code, detail), code(code));
    }

    /** {@code {"error": …}}. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return json;
    }

    private static String code(String code) {
        return switch (code) {
            case "unknown-model" -> "model_not_found";
            case "unauthenticated" -> "invalid_api_key";
            default -> code;
        };
    }

    private static String param(String code, String detail) {
        if (code.equals("unknown-model") || code.equals("unknown-collection")) {
            return "model";
        }
        Matcher field = FIELD.matcher(detail == null ? "" : detail);
        if (!field.find()) {
            return null;
        }
        String name = field.group(1);
        return name.equals("question") || name.equals("history") ? "messages" : name;
    }
}

package dev.kotae.common.access;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * What a client is told by whoever turns its request away before a resource could: in OpenAI's shape under {@code /v1}, as problem
 * details (RFC 9457) everywhere else.
 *
 * @param status the HTTP status
 * @param title the status in words
 * @param code a stable code
 * @param detail what is wrong and what to do
 */
public record EarlyProblem(int status, String title, String code, String detail) {

    /** Ends the response with this problem; headers that were set before are kept. */
    public void end(RoutingContext context) {
        boolean openAi = context.request().path().startsWith("/v1/");
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", openAi ? "application/json" : "application/problem+json")
                .end((openAi ? openAi() : problem()).encode());
    }

    private JsonObject problem() {
        return new JsonObject()
                .put("status", status)
                .put("title", title)
                .put("code", code)
                .put("detail", detail);
    }

    private JsonObject openAi() {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("message", detail)
                                .put("type", openAiType(status))
                                .putNull("param")
                                .put("code", code));
    }

    /** OpenAI's kind of error for a status. */
    public static String openAiType(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }
}

package dev.kotae.local.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** An error in the shape of OpenAI's API. */
final class OpenAiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String param;
    private final String code;

    private OpenAiException(int status, String type, String message, String param, String code) {
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
    }

    static OpenAiException invalid(String message, String param) {
        return new OpenAiException(400, "invalid_request_error", message, param, null);
    }

    static OpenAiException tooLong(int tokens, int limit) {
        String message =
                "This model's maximum context length is " + limit + " tokens, and at least one is for the answer. "
                        + "Your messages came to " + tokens + " tokens. Shorten them.";
        return new OpenAiException(400, "invalid_request_error", message, "messages", "context_length_exceeded");
    }

    static OpenAiException unknownModel(String asked, String existing) {
        String message = "The model '" + asked + "' does not exist here. This server has '" + existing + "'.";
        return new OpenAiException(404, "invalid_request_error", message, "model", "model_not_found");
    }

    static OpenAiException notFound(String path) {
        return new OpenAiException(404, "invalid_request_error", "There is nothing at " + path + ".", null, null);
    }

    static OpenAiException wrongMethod(String method) {
        return new OpenAiException(405, "invalid_request_error", method + " is not possible here.", null, null);
    }

    static OpenAiException broken(String message) {
        return new OpenAiException(500, "server_error", message, null, null);
    }

    int status() {
        return status;
    }

    Map<String, Object> body() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", getMessage());
        error.put("type", type);
        error.put("param", param);
        error.put("code", code);
        return Map.of("error", error);
    }
}

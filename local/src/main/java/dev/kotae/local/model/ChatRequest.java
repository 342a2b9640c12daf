package dev.kotae.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A request of OpenAI's chat API, as far as a small model can follow it; other fields are ignored, as the API's servers do.
 *
 * @param maxTokens the longest continuation, 0 for what the context leaves
 * @param includeUsage whether a stream ends with a chunk of token counts
 * @param grammar what the answer has to be, in llama.cpp's GBNF, or null for anything; its server has the same field
 */
record ChatRequest(
        String model,
        List<Message> messages,
        boolean stream,
        boolean includeUsage,
        int maxTokens,
        float temperature,
        float topP,
        float frequencyPenalty,
        float presencePenalty,
        Integer seed,
        List<String> stop,
        String grammar) {
    /** What the makers of the built-in model recommend. */
    private static final double TEMPERATURE = 0.2;

    private static final double TOP_P = 0.9;
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant");

    record Message(String role, String content) {}

    /**
     * Reads a request's body.
     *
     * @throws OpenAiException where it is not one
     */
    static ChatRequest of(JsonNode body) {
        if (!body.isObject()) {
            throw OpenAiException.invalid("The body is not a JSON object.", null);
        }
        int maxTokens = integer(body, body.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens", 0);
        return new ChatRequest(
                text(body, "model"),
                messages(body.path("messages")),
                body.path("stream").asBoolean(false),
                body.path("stream_options").path("include_usage").asBoolean(false),
                maxTokens,
                number(body, "temperature", TEMPERATURE, 0, 2),
                number(body, "top_p", TOP_P, 0, 1),
                number(body, "frequency_penalty", 0, -2, 2),
                number(body, "presence_penalty", 0, -2, 2),
                body.path("seed").isIntegralNumber() ? body.path("seed").intValue() : null,
                stop(body.path("stop")),
                grammar(body.path("grammar")));
    }

    private static List<Message> messages(JsonNode list) {
        if (!list.isArray() || list.isEmpty()) {
            throw OpenAiException.invalid("'messages' has to be a list of at least one message.", "messages");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode node : list) {
            String role = node.path("role").asText();
            if (!ROLES.contains(role)) {
                throw OpenAiException.invalid("The role '" + role + "' is not one of " + sorted() + ".", "messages");
            }
            messages.add(new Message(role.equals("developer") ? "system" : role, content(node.path("content"))));
        }
        return List.copyOf(messages);
    }

    private static String content(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (!content.isArray()) {
            throw OpenAiException.invalid("The 'content' of a message has to be text.", "messages");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asText().equals("text")) {
                throw OpenAiException.invalid("This model reads parts of type 'text' only.", "messages");
            }
            text.append(part.path("text").asText());
        }
        return text.toString();
    }

    private static List<String> stop(JsonNode stop) {
        List<String> texts = new ArrayList<>();
        if (stop.isTextual()) {
            texts.add(stop.textValue());
        }
        if (stop.isArray()) {
            stop.forEach(text -> texts.add(text.asText()));
        }
        return List.copyOf(texts);
    }

    private static String grammar(JsonNode grammar) {
        if (grammar.isMissingNode() || grammar.isNull() || grammar.isTextual()) {
            return grammar.isTextual() && !grammar.textValue().isBlank() ? grammar.textValue() : null;
        }
        throw OpenAiException.invalid("'grammar' has to be text.", "grammar");
    }

    private static String text(JsonNode body, String name) {
        if (!body.path(name).isTextual()) {
            throw OpenAiException.invalid("'" + name + "' is missing.", name);
        }
        return body.path(name).textValue();
    }

    private static int integer(JsonNode body, String name, int fallback) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return fallback;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 1) {
            throw OpenAiException.invalid("'" + name + "' has to be a whole number of at least 1.", name);
        }
        return value.intValue();
    }

    private static float number(JsonNode body, String name, double fallback, double least, double most) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return (float) fallback;
        }
        if (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > most) {
            throw OpenAiException.invalid(
                    "'" + name + "' has to be a number from " + least + " to " + most + ".", name);
        }
        return value.floatValue();
    }

    private static List<String> sorted() {
        return ROLES.stream().sorted().toList();
    }
}

package dev.kotae.query.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kotae.query.answer.AnswersConfig;
import dev.kotae.query.answer.Ask;
import dev.kotae.query.citation.CitationList;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.request.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A request for a chat completion, as a question.
 *
 * @param ask the question: the last user message, with the turns before it as history
 * @param stream whether the client reads it as it is written
 * @param usage whether a stream ends with a chunk of token counts
 * @param ignored what the client sent and Kotae does not heed, by name
 */
record ChatRequest(Ask ask, boolean stream, boolean usage, List<String> ignored) {

    private static final String MESSAGES = "messages";
    private static final int MAX_MESSAGES = 2000;
    private static final int TURNS_KEPT = 50;
    private static final int MAX_IGNORED = 50;

    /** Heeded here. */
    private static final Set<String> READ =
            Set.of("model", MESSAGES, "stream", "stream_options", "collections", "filters", "maxChunks", "n");

    /** Would change what the answer is, and cannot be done: whoever sends one must know. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "tools",
            "tool_choice",
            "functions",
            "function_call",
            "response_format",
            "logprobs",
            "top_logprobs",
            "audio",
            "modalities",
            "prediction",
            "web_search_options");

    private static final Set<String> INSTRUCTIONS = Set.of("system", "developer");
    private static final Set<String> TURNS = Set.of("user", "assistant");

    /**
     * Reads a request; throws a problem that begins with the name of the field that is wrong.
     *
     * @param isModel tells ids of models
     */
    static ChatRequest of(Body body, Predicate<String> isModel, AnswersConfig config) {
        refuseUnsupported(body);
        List<ObjectNode> turns = turns(body);
        if (turns.isEmpty() || !turns.get(turns.size() - 1).get("role").asText().equals("user")) {
            throw invalid("'messages' must end with a message of the role 'user': it is the question");
        }
        ObjectNode ask = JsonNodeFactory.instance.objectNode();
        ask.set("question", turns.get(turns.size() - 1).get("content"));
        ask.set("history", history(turns.subList(0, turns.size() - 1), config.maxQuestionLength()));
        ModelName name = ModelName.of(body.text("model"), isModel);
        ask.put("model", name.model());
        ask.set("collections", collections(name, body));
        ask.set("filters", body.value("filters"));
        ask.set("maxChunks", body.value("maxChunks"));
        return new ChatRequest(Ask.of(Body.of(ask), config), body.flag("stream"), includeUsage(body), ignored(body));
    }

    private static void refuseUnsupported(Body body) {
        body.integer("n", 1, 1, 1);
        for (String field : UNSUPPORTED) {
            JsonNode value = body.value(field);
            if (value != null && !isHarmless(field, value)) {
                throw Problems.invalid(
                        "unsupported-parameter",
                        "'" + field + "' is not supported: an answer is text from the documents; leave it out");
            }
        }
    }

    /** What clients send by habit and what says no more than the default does. */
    private static boolean isHarmless(String field, JsonNode value) {
        return switch (field) {
            case "tool_choice", "function_call" ->
                value.asText().equals("none") || value.asText().equals("auto");
            case "response_format" -> value.path("type").asText().equals("text");
            case "modalities" -> value.size() == 1 && value.get(0).asText().equals("text");
            case "top_logprobs" -> value.asInt(1) == 0;
            default -> value.isArray() && value.isEmpty() || value.isBoolean() && !value.booleanValue();
        };
    }

    /** All turns with text. Instructions are left out: what a model is told is the operator's to say. */
    private static List<ObjectNode> turns(Body body) {
        List<ObjectNode> turns = new ArrayList<>();
        for (Body message : body.bodies(MESSAGES, MAX_MESSAGES)) {
            String role = message.text("role");
            if (role == null || !INSTRUCTIONS.contains(role) && !TURNS.contains(role)) {
                throw invalid("'messages' holds a role other than 'system', 'developer', 'user' and 'assistant'");
            }
            if (TURNS.contains(role)) {
                turns.add(JsonNodeFactory.instance
                        .objectNode()
                        .put("role", role)
                        .put("content", text(message.value("content"))));
            }
        }
        return turns;
    }

    /** A message's text, which is a string or a list of parts. */
    private static String text(JsonNode content) {
        if (content == null) {
            return "";
        }
        if (content.isTextual()) {
            return content.textValue();
        }
        if (!content.isArray()) {
            throw invalid("'messages' holds content that is neither a text nor a list of parts");
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : content) {
            if (!part.path("text").isTextual()) {
                throw invalid("'messages' holds content that is not text: only parts of the type 'text' are read");
            }
            parts.add(part.get("text").textValue());
        }
        return String.join("\n", parts);
    }

    /** The latest turns, cut to what is read: a long conversation is no error. */
    private static ArrayNode history(List<ObjectNode> turns, int maxLength) {
        ArrayNode history = JsonNodeFactory.instance.arrayNode();
        for (ObjectNode turn : turns.subList(Math.max(0, turns.size() - TURNS_KEPT), turns.size())) {
            String said = CitationList.without(turn.get("content").textValue()).strip();
            String kept = said.length() > maxLength ? said.substring(0, maxLength) : said;
            if (kept.codePoints().anyMatch(Character::isLetterOrDigit)) {
                history.add(turn.put("content", kept));
            }
        }
        return history;
    }

    private static JsonNode collections(ModelName name, Body body) {
        JsonNode named = body.value("collections");
        if (name.collections().isEmpty()) {
            return named;
        }
        if (named != null) {
            throw invalid("'collections' is there, and 'model' names collections too: use one of them");
        }
        ArrayNode collections = JsonNodeFactory.instance.arrayNode();
        name.collections().forEach(collections::add);
        return collections;
    }

    private static boolean includeUsage(Body body) {
        JsonNode options = body.value("stream_options");
        if (options == null) {
            return false;
        }
        if (!options.isObject()) {
            throw invalid("'stream_options' must be an object");
        }
        return Body.of(options).flag("include_usage");
    }

    private static List<String> ignored(Body body) {
        List<String> ignored = new ArrayList<>(body.names());
        ignored.removeAll(READ);
        for (Body message : body.bodies(MESSAGES, MAX_MESSAGES)) {
            if (INSTRUCTIONS.contains(message.text("role")) && !ignored.contains(message.text("role"))) {
                ignored.add(message.text("role"));
            }
        }
        return List.copyOf(ignored.subList(0, Math.min(ignored.size(), MAX_IGNORED)));
    }

    private static RuntimeException invalid(String detail) {
        return Problems.invalid("invalid-request", detail);
    }
}

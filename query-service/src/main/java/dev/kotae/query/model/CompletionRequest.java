package dev.kotae.query.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kotae.query.prompt.Prompt;
import dev.kotae.query.prompt.PromptBudget;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model is asked, as OpenAI's API wants it.
 *
 * @param body the request's body
 * @param parameters the parameters that are in it, as JSON texts by name
 */
record CompletionRequest(JsonNode body, Map<String, String> parameters) {

    private static final List<String> LIMITS = List.of("max_tokens", "max_completion_tokens");
    private static final ObjectMapper JSON = new ObjectMapper();

    static CompletionRequest of(ModelCard model, Prompt prompt) {
        ObjectNode request = JSON.createObjectNode().put("model", model.name()).put("stream", true);
        request.putObject("stream_options").put("include_usage", true);
        Map<String, String> parameters = parameters(model, prompt.budget());
        parameters.forEach((name, value) -> request.set(name, json(value)));
        ArrayNode messages = request.putArray("messages");
        for (Prompt.Turn turn : prompt.messages()) {
            messages.addObject().put("role", turn.role()).put("content", turn.content());
        }
        if (model.quotesBy() != null && !prompt.quotes().isEmpty()) {
            request.put(model.quotesBy(), QuoteGrammar.of(prompt.quotes()));
        }
        return new CompletionRequest(request, parameters);
    }

    /** The model's own, within the prompt's budget. */
    private static Map<String, String> parameters(ModelCard model, PromptBudget budget) {
        Map<String, String> parameters = new TreeMap<>(model.parameters());
        if (budget.maxTokens() != null) {
            LIMITS.forEach(limit -> parameters.computeIfPresent(
                    limit, (name, set) -> Integer.toString(Math.min(json(set).asInt(), budget.maxTokens()))));
        }
        return parameters;
    }

    /** A value of the settings: JSON, or else a text. */
    private static JsonNode json(String value) {
        try {
            JsonNode read = JSON.readTree(value);
            return read == null || read.isMissingNode() ? JSON.getNodeFactory().textNode(value) : read;
        } catch (JsonProcessingException noJson) {
            return JSON.getNodeFactory().textNode(value);
        }
    }
}

package dev.kotae.local.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/** What a server with OpenAI's API says: always the same bytes for the same request. */
final class ScriptedJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "chatcmpl-scripted";

    private ScriptedJson() {}

    static ObjectNode role(JsonNode request) {
        ObjectNode chunk = chunk(request);
        choice(chunk).putObject("delta").put("role", "assistant").put("content", "");
        return chunk;
    }

    static ObjectNode token(JsonNode request, String text) {
        ObjectNode chunk = chunk(request);
        choice(chunk).putObject("delta").put("content", text);
        return chunk;
    }

    static ObjectNode end(JsonNode request, boolean cut) {
        ObjectNode chunk = chunk(request);
        ObjectNode choice = choice(chunk);
        choice.putObject("delta");
        choice.put("finish_reason", cut ? "length" : "stop");
        return chunk;
    }

    static ObjectNode usage(JsonNode request, int said) {
        ObjectNode chunk = chunk(request);
        chunk.putArray("choices");
        usage(chunk, request, said);
        return chunk;
    }

    static String completion(JsonNode request, List<String> tokens, boolean cut, boolean finishReason) {
        int said = Math.min(tokens.size(), request.path("max_tokens").asInt(Integer.MAX_VALUE));
        ObjectNode completion = chunk(request).put("object", "chat.completion");
        ObjectNode choice = choice(completion);
        choice.putObject("message").put("role", "assistant").put("content", String.join("", tokens.subList(0, said)));
        if (finishReason) {
            choice.put("finish_reason", cut ? "length" : "stop");
        }
        usage(completion, request, said);
        return completion.toString();
    }

    static String models(Collection<String> ids) {
        ObjectNode list = JSON.createObjectNode().put("object", "list");
        var data = list.putArray("data");
        ids.forEach(id -> data.addObject()
                .put("id", id)
                .put("object", "model")
                .put("created", 1)
                .put("owned_by", "scripted"));
        return list.toString();
    }

    private static ObjectNode chunk(JsonNode request) {
        return JSON.createObjectNode()
                .put("id", ID)
                .put("object", "chat.completion.chunk")
                .put("created", 1)
                .put("model", request.path("model").asText());
    }

    private static ObjectNode choice(ObjectNode chunk) {
        return chunk.putArray("choices").addObject().put("index", 0).putNull("finish_reason");
    }

    /** About one token per four characters of the prompt: any number will do, if only it is always the same. */
    private static void usage(ObjectNode chunk, JsonNode request, int said) {
        int prompt = 0;
        for (JsonNode message : request.path("messages")) {
            prompt += message.path("content").asText().length() / 4 + 1;
        }
        chunk.putObject("usage")
                .put("prompt_tokens", prompt)
                .put("completion_tokens", said)
                .put("total_tokens", prompt + said);
    }
}

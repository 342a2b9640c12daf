package dev.kotae.local.model;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How an answer goes to the client. Every method throws {@link IOException} where the client left. */
interface Completion {
    /** It is this request's turn. */
    void begin() throws IOException;

    void piece(String text) throws IOException;

    void end(String finishReason, int promptTokens, int completionTokens) throws IOException;

    /** Tells of an error after {@link #begin}. */
    void fail(OpenAiException error) throws IOException;

    /** The fields that whole answers and chunks share. */
    static Map<String, Object> frame(String id, String object, String model) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("id", id);
        frame.put("object", object);
        frame.put("created", Instant.now().getEpochSecond());
        frame.put("model", model);
        return frame;
    }

    static Map<String, Object> usage(int promptTokens, int completionTokens) {
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("prompt_tokens", promptTokens);
        usage.put("completion_tokens", completionTokens);
        usage.put("total_tokens", promptTokens + completionTokens);
        return usage;
    }
}

package dev.kotae.local.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An answer as server-sent events, one chunk each. */
final class StreamedCompletion implements Completion {
    private final HttpExchange exchange;
    private final ObjectMapper json;
    private final String id;
    private final String model;
    private final boolean includeUsage;
    private OutputStream out;

    StreamedCompletion(HttpExchange exchange, ObjectMapper json, String id, String model, boolean includeUsage) {
        this.exchange = exchange;
        this.json = json;
        this.id = id;
        this.model = model;
        this.includeUsage = includeUsage;
    }

    @Override
    public void begin() throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        out = exchange.getResponseBody();
        Map<String, Object> delta = new LinkedHashMap<>();
        delta.put("role", "assistant");
        delta.put("content", "");
        send(delta, null);
    }

    @Override
    public void piece(String text) throws IOException {
        if (text.isEmpty()) {
            event(": working");
        } else {
            send(Map.of("content", text), null);
        }
    }

    @Override
    public void end(String finishReason, int promptTokens, int completionTokens) throws IOException {
        send(Map.of(), finishReason);
        if (includeUsage) {
            Map<String, Object> chunk = Completion.frame(id, "chat.completion.chunk", model);
            chunk.put("choices", List.of());
            chunk.put("usage", Completion.usage(promptTokens, completionTokens));
            event("data: " + json.writeValueAsString(chunk));
        }
        event("data: [DONE]");
        out.close();
    }

    @Override
    public void fail(OpenAiException error) throws IOException {
        event("data: " + json.writeValueAsString(error.body()));
        out.close();
    }

    private void send(Map<String, Object> delta, String finishReason) throws IOException {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", finishReason);
        Map<String, Object> chunk = Completion.frame(id, "chat.completion.chunk", model);
        chunk.put("choices", List.of(choice));
        event("data: " + json.writeValueAsString(chunk));
    }

    private void event(String line) throws IOException {
        out.write((line + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

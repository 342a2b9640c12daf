package dev.kotae.local.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer in one piece. While it is made, blanks are sent, which JSON allows before an object: without sending, a server does not
 * learn that the client left.
 */
final class WholeCompletion implements Completion {
    private final HttpExchange exchange;
    private final ObjectMapper json;
    private final String id;
    private final String model;
    private final StringBuilder text = new StringBuilder();
    private OutputStream out;

    WholeCompletion(HttpExchange exchange, ObjectMapper json, String id, String model) {
        this.exchange = exchange;
        this.json = json;
        this.id = id;
        this.model = model;
    }

    @Override
    public void begin() {
        text.setLength(0);
    }

    @Override
    public void piece(String piece) throws IOException {
        start();
        text.append(piece);
        out.write(' ');
        out.flush();
    }

    @Override
    public void end(String finishReason, int promptTokens, int completionTokens) throws IOException {
        start();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text.toString());
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message);
        choice.put("finish_reason", finishReason);
        Map<String, Object> body = Completion.frame(id, "chat.completion", model);
        body.put("choices", List.of(choice));
        body.put("usage", Completion.usage(promptTokens, completionTokens));
        out.write(json.writeValueAsBytes(body));
        out.close();
    }

    @Override
    public void fail(OpenAiException error) throws IOException {
        if (out == null) {
            throw error;
        }
        out.write(json.writeValueAsBytes(error.body()));
        out.close();
    }

    private void start() throws IOException {
        if (out == null) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            out = exchange.getResponseBody();
        }
    }
}

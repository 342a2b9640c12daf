package dev.kotae.local.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** {@code POST /v1/chat/completions}: one generation at a time, first come first served. */
final class ChatEndpoint {
    private final ObjectMapper json = new ObjectMapper();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final LanguageModel model;
    private final String modelId;

    ChatEndpoint(LanguageModel model, String modelId) {
        this.model = model;
        this.modelId = modelId;
    }

    /**
     * Answers one request.
     *
     * @throws OpenAiException where nothing was sent yet
     * @throws IOException where the client left
     */
    void answer(HttpExchange exchange) throws IOException {
        ChatRequest request = read(exchange);
        if (!request.model().equals(modelId)) {
            throw OpenAiException.unknownModel(request.model(), modelId);
        }
        String prompt = model.prompt(request);
        int promptTokens = model.countTokens(prompt);
        if (promptTokens >= model.contextTokens()) {
            throw OpenAiException.tooLong(promptTokens, model.contextTokens());
        }
        String id = "chatcmpl-" + UUID.randomUUID();
        Completion completion = request.stream()
                ? new StreamedCompletion(exchange, json, id, modelId, request.includeUsage())
                : new WholeCompletion(exchange, json, id, modelId);
        turn.lock();
        try {
            StringBuilder text = new StringBuilder();
            completion.begin();
            String reason = model.generate(prompt, promptTokens, request, piece -> {
                text.append(piece);
                completion.piece(piece);
            });
            completion.end(reason, promptTokens, model.countTokens(text.toString()));
        } catch (OpenAiException e) {
            completion.fail(e);
        } finally {
            turn.unlock();
        }
    }

    private ChatRequest read(HttpExchange exchange) throws IOException {
        try {
            return ChatRequest.of(json.readTree(exchange.getRequestBody()));
        } catch (JsonProcessingException e) {
            throw OpenAiException.invalid("The body is not JSON: " + e.getOriginalMessage(), null);
        }
    }
}

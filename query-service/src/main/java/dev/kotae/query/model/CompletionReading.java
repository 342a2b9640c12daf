package dev.kotae.query.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** Reads one completion's stream, event by event. Not thread-safe: events come one after the other. */
final class CompletionReading {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int maxCharacters;
    private int characters;
    private String finishReason;
    private Integer promptTokens;
    private Integer completionTokens;

    CompletionReading(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    /**
     * A piece of a stream.
     *
     * @param text what the model says; may be empty
     * @param alive whether the model does something: it speaks, or it thinks aloud where nobody listens
     */
    record Piece(String text, boolean alive) {}

    /** Reads one event's data. Throws what says why the stream is of no use any more. */
    Piece read(String data) {
        JsonNode event = parse(data);
        if (event.hasNonNull("error")) {
            throw new StrangeAnswerException("an error in the stream");
        }
        JsonNode choice = event.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        String text = delta.path("content").asText("");
        characters += text.length();
        if (characters > maxCharacters) {
            throw new EndlessException();
        }
        if (choice.path("finish_reason").isTextual()
                && !choice.path("finish_reason").textValue().isEmpty()) {
            finishReason = choice.path("finish_reason").textValue();
        }
        JsonNode usage = event.path("usage");
        if (usage.isObject()) {
            promptTokens = number(usage, "prompt_tokens").orElse(promptTokens);
            completionTokens = number(usage, "completion_tokens").orElse(completionTokens);
        }
        boolean thinks = delta.path("reasoning_content").asText("").length()
                        + delta.path("reasoning").asText("").length()
                > 0;
        return new Piece(text, !text.isEmpty() || thinks || finishReason != null);
    }

    /** Whether the model said that it is done: what comes after that is not missed. */
    boolean isDone() {
        return finishReason != null;
    }

    /** The stream has ended by itself. Throws {@link BrokenOffException} if the model did not say why. */
    ModelEvent.Finished end(Price price) {
        if (finishReason == null) {
            throw new BrokenOffException();
        }
        return new ModelEvent.Finished(
                finishReason,
                promptTokens,
                completionTokens,
                price == null ? null : price.of(promptTokens, completionTokens));
    }

    private static Optional<Integer> number(JsonNode usage, String field) {
        return usage.path(field).isInt() ? Optional.of(usage.path(field).intValue()) : Optional.empty();
    }

    private static JsonNode parse(String data) {
        try {
            JsonNode event = JSON.readTree(data);
            if (event.isObject()) {
                return event;
            }
        } catch (JsonProcessingException e) {
            // Told below, without the data: it may hold somebody's text
        }
        throw new StrangeAnswerException("an event that is no JSON object");
    }

    /** A model does not stop. */
    static final class EndlessException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        EndlessException() {
            super("The model does not stop");
        }
    }

    /** A stream ended before the model said that it is done. */
    static final class BrokenOffException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BrokenOffException() {
            super("The stream ended without a finish reason");
        }
    }
}

package dev.kotae.query.model;

import dev.kotae.common.event.AnswerCompleted;
import java.util.Map;

/** What a model says, piece by piece: it starts, its tokens come, it is finished. */
public sealed interface ModelEvent {

    /**
     * A model begins to speak; its first token follows at once. From here on no other model takes over.
     *
     * @param model the model that serves, which is another one than was asked for where that one failed
     * @param parameters what the model was called with, as JSON texts by name, such as {@code temperature}
     * @param queueMillis how long the call waited for a free place
     */
    record Started(Model model, Map<String, String> parameters, double queueMillis) implements ModelEvent {
        public Started {
            parameters = Map.copyOf(parameters);
        }
    }

    /**
     * Some text.
     *
     * @param text not empty
     */
    record Token(String text) implements ModelEvent {}

    /**
     * The end.
     *
     * @param reason the provider's word for it, such as {@code stop} or {@code length}
     * @param promptTokens tokens read, or null where not told
     * @param completionTokens tokens written, or null where not told
     * @param cost what the model's price makes of the tokens, or null where it has none or the tokens are not known
     */
    record Finished(String reason, Integer promptTokens, Integer completionTokens, AnswerCompleted.Cost cost)
            implements ModelEvent {

        /** An end that cost nothing. */
        public Finished(String reason, Integer promptTokens, Integer completionTokens) {
            this(reason, promptTokens, completionTokens, null);
        }
    }
}

package dev.kotae.query.model;

/** What a model says, piece by piece. */
public sealed interface ModelEvent {

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
     */
    record Finished(String reason, Integer promptTokens, Integer completionTokens) implements ModelEvent {}
}

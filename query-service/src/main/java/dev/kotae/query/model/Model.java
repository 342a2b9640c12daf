package dev.kotae.query.model;

import dev.kotae.query.prompt.Prompt;
import io.smallrye.mutiny.Multi;

/** A model that answers. Safe for use by several requests at a time. */
public interface Model {

    /** What users call it; unique in the catalogue. */
    String id();

    /** Who serves it. */
    String provider();

    /** Which weights or version, or null where the provider does not tell. */
    String revision();

    /** How many tokens it reads and writes together, or null where nobody told. */
    default Integer contextLength() {
        return null;
    }

    /** Whether it does what a prompt's messages say, and not only answers questions from sources. */
    default boolean followsInstructions() {
        return true;
    }

    /** Whether it says nothing but {@linkplain Prompt#quotes() the prompt's quotes}. */
    default boolean quotes() {
        return false;
    }

    /**
     * Answers a prompt. Nothing happens before somebody subscribes, nothing blocks.
     *
     * @return one {@link ModelEvent.Started}, tokens, then exactly one {@link ModelEvent.Finished}; or a failure at any point, as a
     *     problem fit for users. Cancelling it ends the call at the provider.
     */
    Multi<ModelEvent> answer(Prompt prompt);
}

package dev.kotae.local.model;

import java.io.IOException;

/** A model that continues a prompt. {@link #generate} is called by one thread at a time, the other methods by any. */
interface LanguageModel {
    /** How many tokens prompt and continuation may have together. */
    int contextTokens();

    /** The text that the model was trained to see for a conversation. */
    String prompt(ChatRequest request);

    int countTokens(String text);

    /**
     * Continues a prompt of {@code promptTokens} tokens, which leave room for at least one more.
     *
     * @param sink gets each piece of text as it is made; if it throws, generation ends
     * @return why it ended: {@code stop} or {@code length}
     * @throws IOException what the sink threw
     */
    String generate(String prompt, int promptTokens, ChatRequest request, Sink sink) throws IOException;

    /** Where the text goes. */
    interface Sink {
        void accept(String piece) throws IOException;
    }
}

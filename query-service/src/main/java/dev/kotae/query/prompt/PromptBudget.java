package dev.kotae.query.prompt;

/**
 * How much a model may read and write for one answer. Tokens are estimated, see {@link TokenEstimate}.
 *
 * @param form which form of answer the prompt asks for
 * @param documentTokens the most tokens of the documents together
 * @param maxChunks the most chunks
 * @param historyTokens the most tokens of earlier turns together
 * @param maxTokens the most tokens to write, or null for as many as the model is set to
 */
public record PromptBudget(Form form, int documentTokens, int maxChunks, int historyTokens, Integer maxTokens) {

    /** What a model can be asked for. */
    public enum Form {
        /** Prose with markers. */
        PROSE,
        /** A sentence, of a model of few parameters. */
        SMALL,
        /** Nothing but sentences of the sources, with their markers. */
        QUOTES
    }

    /** What instructions, question and answer are left, in tokens. */
    private static final int RESERVED = 900;

    /** The least that is worth a call. */
    private static final int LEAST = 128;

    /**
     * The part of this budget that fits a context: documents come first, then earlier turns.
     *
     * @param contextTokens how many tokens the model reads and writes together, or null where nobody knows
     */
    public PromptBudget within(Integer contextTokens) {
        if (contextTokens == null) {
            return this;
        }
        int room = Math.max(LEAST, contextTokens - Math.min(RESERVED, contextTokens / 2));
        int documents = Math.min(documentTokens, room);
        return new PromptBudget(
                form, documents, maxChunks, Math.max(0, Math.min(historyTokens, room - documents)), maxTokens);
    }

    /** This budget with no more chunks than that. */
    public PromptBudget atMost(int chunks) {
        return new PromptBudget(form, documentTokens, Math.min(maxChunks, chunks), historyTokens, maxTokens);
    }

    /** This budget with so many tokens less for documents, but never without room for one. */
    public PromptBudget less(int tokens) {
        return new PromptBudget(form, Math.max(LEAST, documentTokens - tokens), maxChunks, historyTokens, maxTokens);
    }

    /** The lesser of two budgets' documents: what two models can both read. */
    public PromptBudget sharedWith(PromptBudget other) {
        return new PromptBudget(
                form,
                Math.min(documentTokens, other.documentTokens),
                Math.min(maxChunks, other.maxChunks),
                historyTokens,
                maxTokens);
    }
}

package dev.kotae.common.embedding;

import io.smallrye.mutiny.Uni;
import java.util.Set;

/**
 * Turns text into unit-length vectors. Equal id, purpose and text give equal vectors, whatever else is embedded at the time.
 * Implementations are safe for use by several threads and never block the caller.
 */
public interface Embedder {

    /** Names model, weights, dimension and prefixes; it changes whenever a vector would. Fit for a key: {@code [a-z0-9.-]+}. */
    String id();

    /** The length of every vector. */
    int dimension();

    /** The most tokens of a text, special tokens included, that the model reads. */
    int maxTokens();

    /** ISO 639-1 codes of the languages whose questions this model can place; empty = any. */
    Set<String> languages();

    /** Where this model puts the cosines of questions and passages. */
    CosineScale cosines();

    /**
     * The number of tokens of a text as the model counts them, special tokens included; where its tokenizer is not at hand, an
     * estimate that is rather too high. Plain computation: may be called from any worker thread, takes about 2 µs a token.
     */
    int countTokens(String text);

    /**
     * Embeds one text.
     *
     * @param text at most {@link #maxTokens()} tokens
     * @param purpose a question is not embedded as a passage is
     * @return the vector, unit length, on a thread of the embedder; fails with {@link IllegalArgumentException} for a text that
     *     is too long (nothing is cut off in silence), with another exception when the model cannot be reached or run. Not
     *     retried here.
     */
    Uni<float[]> embed(String text, Purpose purpose);

    /** What a text is embedded for. */
    enum Purpose {
        /** A text to be found. */
        PASSAGE,
        /** A question or search. */
        QUERY
    }
}

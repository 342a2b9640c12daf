package dev.kotae.query.prompt;

import dev.kotae.query.citation.Quote;
import dev.kotae.query.citation.Source;
import dev.kotae.query.search.Question;
import java.util.List;

/**
 * All that a model needs to answer.
 *
 * @param templateId the template's id
 * @param templateHash SHA-256 of the template, hexadecimal
 * @param question the question
 * @param sources the chunks, in the order of their numbers
 * @param quotes the sentences that the answer is to be made of; empty where it may be of any
 * @param messages what a chat model is told, word for word, in order; the last is the user's
 * @param budget how much the model may read and write
 */
public record Prompt(
        String templateId,
        String templateHash,
        Question question,
        List<Source> sources,
        List<Quote> quotes,
        List<Turn> messages,
        PromptBudget budget) {

    /**
     * A turn of a conversation.
     *
     * @param role {@code system}, {@code user} or {@code assistant}
     * @param content what was said
     */
    public record Turn(String role, String content) {}
}

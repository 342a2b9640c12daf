package dev.kotae.query.prompt;

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
 * @param history earlier turns, oldest first
 * @param system the instruction with the documents
 */
public record Prompt(
        String templateId,
        String templateHash,
        Question question,
        List<Source> sources,
        List<Turn> history,
        String system) {

    /**
     * An earlier turn of the conversation.
     *
     * @param role {@code user} or {@code assistant}
     * @param content what was said
     */
    public record Turn(String role, String content) {}
}

package dev.kotae.query.model;

import dev.kotae.common.event.AnswerCompleted;

/**
 * What a model costs.
 *
 * @param input for a million tokens read
 * @param output for a million tokens written
 * @param currency ISO 4217 code
 */
public record Price(double input, double output, String currency) {

    private static final double PER = 1_000_000;

    /** The cost of a call, or null where its tokens are not known. */
    public AnswerCompleted.Cost of(Integer promptTokens, Integer completionTokens) {
        return promptTokens == null || completionTokens == null
                ? null
                : new AnswerCompleted.Cost((promptTokens * input + completionTokens * output) / PER, currency);
    }
}

package dev.kotae.query.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.event.AnswerCompleted;

/**
 * What a judge said of two answers.
 *
 * @param verdict which is better
 * @param model who judged
 * @param promptId the template's id
 * @param promptHash the template's hash
 * @param tokens how many tokens it took
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Judgement(
        Verdict verdict,
        AnswerCompleted.Model model,
        String promptId,
        String promptHash,
        AnswerCompleted.Tokens tokens) {}

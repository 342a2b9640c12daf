package dev.kotae.query.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.query.answer.AnswerEvent;

/**
 * What came of a question that was answered once more.
 *
 * @param id the answer's id
 * @param outcome {@code answered}, {@code no-answer} or {@code failed}
 * @param error a fixed code where failed, else null
 * @param model the model that answered
 * @param promptHash of its template, or null where no model was called
 * @param chunks how many chunks it was given
 * @param unsupported how many sentences none of them supports
 * @param text the answer, or null where failed
 * @param timings how long it took
 * @param tokens how many tokens it took
 * @param cost what that cost, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Replayed(
        String id,
        AnswerCompleted.Outcome outcome,
        String error,
        AnswerCompleted.Model model,
        String promptHash,
        int chunks,
        int unsupported,
        String text,
        AnswerCompleted.Timings timings,
        AnswerCompleted.Tokens tokens,
        AnswerCompleted.Cost cost) {

    static Replayed of(AnswerCompleted record, AnswerEvent last) {
        return new Replayed(
                record.id(),
                record.outcome(),
                record.error(),
                record.model(),
                record.promptHash(),
                record.sources().size(),
                last instanceof AnswerEvent.Completed completed
                        ? completed.answer().unsupported().size()
                        : 0,
                record.text(),
                record.timings(),
                record.tokens(),
                record.cost());
    }
}

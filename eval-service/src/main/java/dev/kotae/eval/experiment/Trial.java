package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.event.AnswerCompleted.Cost;
import dev.kotae.common.event.AnswerCompleted.Model;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerCompleted.Timings;
import dev.kotae.common.event.AnswerCompleted.Tokens;

/**
 * What came of one question, without a word of it or of who asked it.
 *
 * @param schema the schema's number, {@value #SCHEMA}
 * @param question the real question's id
 * @param baseline what came of the baseline; null where the question is gone
 * @param candidate what came of the candidate; null likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Trial(int schema, String question, Side baseline, Side candidate) {

    static final int SCHEMA = 1;

    /** The question was erased or expired meanwhile, or has no chunks that could be given again. */
    static Trial gone(String question) {
        return new Trial(SCHEMA, question, null, null);
    }

    boolean isGone() {
        return baseline == null || candidate == null;
    }

    /**
     * One of the two answers.
     *
     * @param outcome how it ended
     * @param error a fixed code where failed, else null
     * @param model the model that answered, or null
     * @param promptHash the template's hash, or null
     * @param chunks how many chunks the model was given
     * @param unsupported how many of its sentences none of them supports
     * @param timings how long it took
     * @param tokens what the model read and wrote
     * @param cost what that cost, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Side(
            Outcome outcome,
            String error,
            Model model,
            String promptHash,
            int chunks,
            int unsupported,
            Timings timings,
            Tokens tokens,
            Cost cost) {

        boolean answered() {
            return outcome == Outcome.ANSWERED;
        }

        /** Whether there is an answer, every judged sentence of which some chunk supports. */
        boolean grounded() {
            return answered() && unsupported == 0;
        }
    }
}

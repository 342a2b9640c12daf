package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.event.AnswerCompleted.Cost;
import dev.kotae.common.event.AnswerCompleted.Model;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerCompleted.Timings;
import dev.kotae.common.event.AnswerCompleted.Tokens;
import java.util.List;

/**
 * What came of one question, without a word of it or of who asked it.
 *
 * @param schema the schema's number, {@value #SCHEMA}
 * @param question the real question's id
 * @param language the question's, or null
 * @param collections which were searched
 * @param baseline what came of the baseline; null where the question is gone
 * @param candidate what came of the candidate; null likewise
 * @param verdicts what the judge said, the baseline's answer being the first; null where it was not asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Trial(
        int schema,
        String question,
        String language,
        List<String> collections,
        Side baseline,
        Side candidate,
        BothOrders verdicts) {

    static final int SCHEMA = 1;

    Trial {
        collections = collections == null ? List.of() : List.copyOf(collections);
    }

    /** The question was erased or expired meanwhile, or has no chunks that could be given again. */
    static Trial gone(String question) {
        return new Trial(SCHEMA, question, null, null, null, null, null);
    }

    Trial with(BothOrders said) {
        return new Trial(schema, question, language, collections, baseline, candidate, said);
    }

    boolean isGone() {
        return baseline == null || candidate == null;
    }

    boolean bothAnswered() {
        return !isGone() && baseline.answered() && candidate.answered();
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

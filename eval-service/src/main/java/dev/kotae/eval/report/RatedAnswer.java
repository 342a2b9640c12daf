package dev.kotae.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.Rating;
import java.time.Instant;
import java.util.List;

/**
 * A rated answer with all that led to it, read back from Kafka.
 *
 * @param id the answer's id
 * @param model which model, or null
 * @param stars 1 to 5
 * @param comment what its asker wrote, or null
 * @param reasons codes of reasons, or null
 * @param ratedAt when
 * @param question the question as asked
 * @param condensedQuestion the question that was searched for where it was made of a conversation, or null
 * @param language ISO 639-1 code of the question
 * @param collections the collections that were searched
 * @param promptId the prompt template's id, or null
 * @param promptHash its hash, or null
 * @param text the answer, or null where failed
 * @param sources the chunks the model was given
 * @param citations the chunks that were cited
 * @param at when the question arrived
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RatedAnswer(
        String id,
        AnswerCompleted.Model model,
        int stars,
        String comment,
        List<String> reasons,
        Instant ratedAt,
        String question,
        String condensedQuestion,
        String language,
        List<String> collections,
        String promptId,
        String promptHash,
        String text,
        List<AnswerCompleted.Source> sources,
        List<AnswerCompleted.Citation> citations,
        Instant at) {

    static RatedAnswer of(AnswerCompleted answer, Rating rating) {
        return new RatedAnswer(
                answer.id(),
                answer.model(),
                rating.stars(),
                rating.comment(),
                rating.reasons(),
                rating.at(),
                answer.question(),
                answer.condensedQuestion(),
                answer.language(),
                answer.collections(),
                answer.promptId(),
                answer.promptHash(),
                answer.text(),
                answer.sources(),
                answer.citations(),
                answer.at());
    }
}

package dev.kotae.query.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.query.citation.Citation;
import dev.kotae.query.citation.Span;
import java.util.List;

/**
 * An answer as its asker gets it.
 *
 * @param id the answer's id, by which it is rated
 * @param question the question
 * @param language the question's language
 * @param text the text with its markers
 * @param noAnswer whether the documents do not say
 * @param model which model wrote it; null where that is not told before the vote
 * @param citations one per marker
 * @param unsupported the sentences that none of the given chunks supports, by where they stand in the text; empty where all are
 * @param timings milliseconds from the question's arrival; null with the model
 * @param tokens as the model counted them; null with the model
 * @param finishReason the provider's word for why the model stopped, such as {@code stop} or {@code length}; null where it told none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(
        String id,
        String question,
        String language,
        String text,
        boolean noAnswer,
        AnswerCompleted.Model model,
        List<Citation> citations,
        List<Span> unsupported,
        Timings timings,
        AnswerCompleted.Tokens tokens,
        String finishReason) {

    /** The timings that askers see. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Timings(Double retrieveMillis, Double firstTokenMillis, Double totalMillis) {}
}

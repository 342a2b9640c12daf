package dev.kotae.query.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.query.answer.AnswerEvent;
import dev.kotae.query.citation.Citation;
import dev.kotae.query.citation.Span;
import java.util.List;

/**
 * Two answers to a question, as their asker gets them at once.
 *
 * @param question the question
 * @param language its language
 * @param sources the chunks that both models were given
 * @param answers the two, in the order in which they are to be shown
 */
record Comparison(String question, String language, List<AnswerEvent.SourceView> sources, List<Side> answers) {

    /**
     * One of the two; either with a text or with an error.
     *
     * @param id the answer's id, by which it is voted on
     * @param error why there is no answer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Side(
            String id, String text, Boolean noAnswer, List<Citation> citations, List<Span> unsupported, Error error) {}

    /** A failure with its stable code. */
    record Error(String code, String detail) {}

    /** Gathers a comparison's events, all of them. */
    static Comparison of(List<ComparisonEvent> events) {
        ComparisonEvent.Started started = (ComparisonEvent.Started) events.get(0);
        List<AnswerEvent.SourceView> sources = events.stream()
                .filter(ComparisonEvent.Sources.class::isInstance)
                .flatMap(event -> ((ComparisonEvent.Sources) event).hits().stream())
                .toList();
        return new Comparison(
                started.question(), started.language(), sources, List.of(side(1, events), side(2, events)));
    }

    private static Side side(int number, List<ComparisonEvent> events) {
        for (ComparisonEvent event : events) {
            if (event instanceof ComparisonEvent.Completed done && done.number() == number) {
                var answer = done.answer();
                return new Side(
                        answer.id(), answer.text(), answer.noAnswer(), answer.citations(), answer.unsupported(), null);
            }
            if (event instanceof ComparisonEvent.Failed failed && failed.number() == number) {
                return new Side(failed.id(), null, null, null, null, new Error(failed.code(), failed.detail()));
            }
        }
        throw new IllegalStateException("Side " + number + " has no end");
    }
}

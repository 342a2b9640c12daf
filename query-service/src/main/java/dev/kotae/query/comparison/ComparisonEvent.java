package dev.kotae.query.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.kotae.query.answer.Answer;
import dev.kotae.query.answer.AnswerEvent;
import dev.kotae.query.citation.Citation;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What happens while two answers are written. Each side has exactly one {@link Completed} or {@link Failed}; one {@link Ended}
 * comes last. Nothing in an event tells the models apart but what they write.
 */
sealed interface ComparisonEvent {

    /** The event's name on the wire. */
    String name();

    /**
     * The two answers are begun.
     *
     * @param question the question
     * @param language its language
     * @param answers the answers' ids in the order in which they are shown
     */
    @Schema(name = "ComparedStarted", description = "Data of the event 'started'")
    record Started(String question, String language, List<String> answers) implements ComparisonEvent {
        @Override
        public String name() {
            return "started";
        }
    }

    /**
     * The chunks that both models are given.
     *
     * @param hits in the order of their numbers
     */
    @Schema(name = "ComparedSources", description = "Data of the event 'sources'")
    record Sources(List<AnswerEvent.SourceView> hits) implements ComparisonEvent {
        @Override
        public String name() {
            return "sources";
        }
    }

    /**
     * Some text of one side.
     *
     * @param number the side, 1 or 2
     * @param text not empty
     */
    @Schema(name = "ComparedToken", description = "Data of the event 'token'")
    record Token(int number, String text) implements ComparisonEvent {
        @Override
        public String name() {
            return "token";
        }
    }

    /**
     * A citation of one side that was judged.
     *
     * @param number the side, 1 or 2
     * @param citation the citation
     */
    @Schema(name = "ComparedCited", description = "Data of the event 'citation'")
    record Cited(int number, @JsonUnwrapped Citation citation) implements ComparisonEvent {
        @Override
        public String name() {
            return "citation";
        }
    }

    /**
     * One side's end, with its final text and citations.
     *
     * @param number the side, 1 or 2
     * @param answer the whole answer, without a word on its model
     */
    @Schema(name = "ComparedCompleted", description = "Data of the event 'completed'")
    record Completed(int number, @JsonUnwrapped Answer answer) implements ComparisonEvent {
        @Override
        public String name() {
            return "completed";
        }
    }

    /**
     * One side's end without an answer; the other goes on.
     *
     * @param number the side, 1 or 2
     * @param id the answer's id
     * @param code a stable code
     * @param detail what went wrong, and nothing of the model
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ComparedFailed", description = "Data of the event 'failed'")
    record Failed(int number, String id, String code, String detail) implements ComparisonEvent {
        @Override
        public String name() {
            return "failed";
        }
    }

    /**
     * The end.
     *
     * @param completed the sides that have an answer: two of them can be voted on
     */
    @Schema(name = "ComparedEnded", description = "Data of the event 'ended'")
    record Ended(List<Integer> completed) implements ComparisonEvent {
        @Override
        public String name() {
            return "ended";
        }
    }
}

package dev.kotae.query.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.index.Hit;
import dev.kotae.query.citation.Citation;
import dev.kotae.query.citation.Source;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What happens while a question is answered; exactly one {@link Completed} or {@link Failed} comes last. */
public sealed interface AnswerEvent {

    /** The event's name on the wire. */
    String name();

    /** The event's data on the wire. */
    Object data();

    /**
     * The chunks that the model is given.
     *
     * @param hits in the order of their numbers
     */
    record Sources(List<SourceView> hits) implements AnswerEvent {
        @Override
        public String name() {
            return "sources";
        }

        @Override
        public Object data() {
            return new Data(hits);
        }

        @Schema(name = "SourcesEvent", description = "Data of the event 'sources'")
        record Data(List<SourceView> hits) {}
    }

    /**
     * Some text.
     *
     * @param text not empty; markers that point to nothing are gone
     */
    record Token(String text) implements AnswerEvent {
        @Override
        public String name() {
            return "token";
        }

        @Override
        public Object data() {
            return new Data(text);
        }

        @Schema(name = "TokenEvent", description = "Data of the event 'token'")
        record Data(String text) {}
    }

    /**
     * A citation that was judged.
     *
     * @param citation the citation
     */
    record Cited(Citation citation) implements AnswerEvent {
        @Override
        public String name() {
            return "citation";
        }

        @Override
        public Object data() {
            return citation;
        }
    }

    /**
     * The end, with the final text and all citations.
     *
     * @param answer the whole answer
     */
    record Completed(Answer answer) implements AnswerEvent {
        @Override
        public String name() {
            return "completed";
        }

        @Override
        public Object data() {
            return answer;
        }
    }

    /**
     * The end, without an answer.
     *
     * @param id the answer's id
     * @param code a stable code
     * @param detail what went wrong and what to do
     * @param traceId the trace to ask the operator about, or null where there is none
     * @param cause the failure itself, never shown
     */
    record Failed(String id, String code, String detail, String traceId, Throwable cause) implements AnswerEvent {
        @Override
        public String name() {
            return "failed";
        }

        @Override
        public Object data() {
            return new Data(id, code, detail, traceId);
        }

        /** The failure, to be thrown where a status can still tell of it. */
        public RuntimeException thrown() {
            return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
        }

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(name = "FailedEvent", description = "Data of the event 'failed'")
        record Data(String id, String code, String detail, String traceId) {}
    }

    /** A chunk that the model is given, as it is shown before the answer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SourceView(
            int marker,
            String collection,
            String documentId,
            long version,
            String chunkId,
            String title,
            String url,
            String section,
            String text) {

        static SourceView of(Source source) {
            Hit hit = source.hit();
            return new SourceView(
                    source.marker(),
                    hit.generation().collection(),
                    hit.documentId(),
                    hit.version(),
                    hit.chunkId().value(),
                    hit.title(),
                    hit.url(),
                    String.join(" > ", hit.section()),
                    source.text());
        }
    }
}

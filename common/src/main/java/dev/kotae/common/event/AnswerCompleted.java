package dev.kotae.common.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * All that is known of one answer, also of a failed one, for reports and for whoever asks later why it said so.
 *
 * @param schema the schema's number, {@value #SCHEMA}
 * @param id the answer's id, see {@link AnswerId}
 * @param user whom it was given to
 * @param question the question as asked
 * @param language ISO 639-1 code of the question, or {@code und}
 * @param collections the collections that were searched
 * @param requestedModel the model that was asked for, or null where the default was taken
 * @param model the model that answered, or null where it came to none
 * @param promptId the prompt template's id, or null where no model was called with a prompt
 * @param promptHash SHA-256 of the template, or null
 * @param retrieval the retrieval's settings
 * @param citations the chunks that were cited
 * @param outcome how it ended
 * @param finishReason the model's own word for why it stopped, or null
 * @param error a fixed code where failed, else null
 * @param timings how long the parts took
 * @param tokens how many tokens were read and written
 * @param text the answer, or null where failed
 * @param at when the question arrived
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnswerCompleted(
        int schema,
        String id,
        String user,
        String question,
        String language,
        List<String> collections,
        String requestedModel,
        Model model,
        String promptId,
        String promptHash,
        Retrieval retrieval,
        List<Citation> citations,
        Outcome outcome,
        String finishReason,
        String error,
        Timings timings,
        Tokens tokens,
        String text,
        Instant at) {

    /** The schema that this record writes. */
    public static final int SCHEMA = 1;

    /** How an answer can end. */
    public enum Outcome {
        /** With a text. */
        ANSWERED,
        /** With the fixed text that the documents do not say. */
        NO_ANSWER,
        /** With an error. */
        FAILED,
        /** Its reader left. */
        CANCELLED;

        /** The name in JSON: {@code answered}, {@code no-answer}, {@code failed}, {@code cancelled}. */
        @JsonValue
        public String json() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Which model.
     *
     * @param id the model's id in the catalogue
     * @param provider the provider's name
     * @param revision the provider's revision, or null where it tells none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Model(String id, String provider, String revision) {}

    /**
     * How chunks were found.
     *
     * @param generations the generation that was read, per collection, in the order of {@code collections}
     * @param embedder the embedder's id
     * @param vectorWeight the weight of the vector leg, 0 to 1; the text leg has the rest
     * @param maxChunks the most chunks the prompt could have
     */
    public record Retrieval(List<String> generations, String embedder, double vectorWeight, int maxChunks) {}

    /**
     * A cited chunk.
     *
     * @param marker the number in the text
     * @param collection the collection
     * @param documentId the document
     * @param version the document's version that was read
     * @param contentHash the hash of that version
     * @param chunkId the chunk
     * @param supported whether the quoted span supports the sentence
     * @param inferred whether the citation was added though the model wrote no marker
     */
    public record Citation(
            int marker,
            String collection,
            String documentId,
            long version,
            String contentHash,
            String chunkId,
            boolean supported,
            boolean inferred) {}

    /**
     * Durations in milliseconds from the question's arrival; null where the answer did not come that far.
     *
     * @param embedMillis embedding the question
     * @param searchMillis searching
     * @param retrieveMillis both, until the prompt could be made
     * @param firstTokenMillis from the arrival to the first token
     * @param totalMillis from the arrival to the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Timings(
            Double embedMillis,
            Double searchMillis,
            Double retrieveMillis,
            Double firstTokenMillis,
            Double totalMillis) {}

    /**
     * Tokens as the model counted them; null where it told none.
     *
     * @param prompt tokens read
     * @param completion tokens written
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tokens(Integer prompt, Integer completion) {}
}

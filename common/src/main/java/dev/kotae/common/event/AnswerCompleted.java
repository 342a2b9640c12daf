package dev.kotae.common.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All that is known of one answer, also of a failed one, for reports and for whoever asks later why it said so.
 *
 * @param schema the schema's number, {@value #SCHEMA}
 * @param id the answer's id, see {@link AnswerId}
 * @param user whom it was given to
 * @param pairedWith the id of the answer that was shown beside it for a vote, or null where it stood alone
 * @param origin where it was collected, where not by this suite's own front ends ({@code import:<name>},
 *     {@code experiment:<id>}, {@code demo}); null where a user asked
 * @param question the question as asked
 * @param condensedQuestion the question that was searched for where it was made of a conversation, else null
 * @param language ISO 639-1 code of the question, or {@code und}
 * @param collections the collections that were searched
 * @param requestedModel the model that was asked for, or null where the default was taken
 * @param model the model that answered, or null where it came to none
 * @param promptId the prompt template's id, or null where no model was called with a prompt
 * @param promptHash SHA-256 of the template, or null
 * @param parameters the parameters the model was called with, as JSON texts by name, or null
 * @param retrieval the retrieval's settings
 * @param sources the chunks the model was given, in the order of their markers
 * @param citations the chunks that were cited
 * @param outcome how it ended
 * @param finishReason the model's own word for why it stopped, or null
 * @param error a fixed code where failed, else null
 * @param timings how long the parts took
 * @param tokens how many tokens were read and written
 * @param cost what the model's price makes of them, or null where it has none
 * @param text the answer, or null where failed
 * @param at when the question arrived
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnswerCompleted(
        int schema,
        String id,
        String user,
        String pairedWith,
        String origin,
        String question,
        String condensedQuestion,
        String language,
        List<String> collections,
        String requestedModel,
        Model model,
        String promptId,
        String promptHash,
        Map<String, String> parameters,
        Retrieval retrieval,
        List<Source> sources,
        List<Citation> citations,
        Outcome outcome,
        String finishReason,
        String error,
        Timings timings,
        Tokens tokens,
        Cost cost,
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
        CANCELLED,
        /** Before any work on it: a limit was reached, or the model is not there. */
        REFUSED;

        /** The name in JSON: {@code answered}, {@code no-answer}, {@code failed}, {@code cancelled}, {@code refused}. */
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
     * A chunk that the model was given.
     *
     * @param marker its number in the prompt
     * @param collection the collection
     * @param documentId the document
     * @param version the document's version that was read
     * @param contentHash the hash of that version
     * @param chunkId the chunk
     * @param title the document's title
     * @param url the document's address, or null
     * @param section the headings above it, outermost first
     * @param text the text as it stood in the prompt
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Source(
            int marker,
            String collection,
            String documentId,
            long version,
            String contentHash,
            String chunkId,
            String title,
            String url,
            List<String> section,
            String text) {}

    /**
     * A cited chunk.
     *
     * @param marker the number in the text
     * @param collection the collection
     * @param documentId the document
     * @param version the document's version that was read
     * @param contentHash the hash of that version
     * @param chunkId the chunk
     * @param quote the span of the chunk that is quoted, or null
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
            String quote,
            boolean supported,
            boolean inferred) {}

    /**
     * Durations in milliseconds; null where the answer did not come that far.
     *
     * @param queueMillis waiting in line, for the search and for a free place of the model
     * @param condenseMillis making one question of a conversation
     * @param embedMillis embedding the question
     * @param searchMillis searching
     * @param retrieveMillis from the arrival until the prompt could be made
     * @param modelFirstTokenMillis from the call to the model to its first token
     * @param modelTotalMillis from the call to the model to its end
     * @param firstTokenMillis from the arrival to the first token
     * @param totalMillis from the arrival to the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Timings(
            Double queueMillis,
            Double condenseMillis,
            Double embedMillis,
            Double searchMillis,
            Double retrieveMillis,
            Double modelFirstTokenMillis,
            Double modelTotalMillis,
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

    /**
     * What an answer cost.
     *
     * @param amount in units of the currency, not negative
     * @param currency ISO 4217 code
     */
    public record Cost(double amount, String currency) {}
}

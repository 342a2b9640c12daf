package dev.kotae.eval.evidence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.document.ContentHash;
import dev.kotae.common.event.EventJson;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/**
 * What answers have in common that are counted together.
 *
 * @param model the model's id; {@value #NO_MODEL} where the question came to none; {@value #OTHER_MODELS} where there were more
 *     models or slices than are kept apart
 * @param provider the model's provider, or null
 * @param revision the model's revision, or null
 * @param promptHash the prompt template's hash, or null
 * @param retrieval the retrieval's settings in one text, such as {@code bge-small,vector=0.5,chunks=8}, or null
 * @param generations the generations that were read, sorted
 * @param collections the collections that were searched, sorted
 * @param language ISO 639-1 code of the question, or {@code und}
 * @param day the question's day in UTC
 * @param origin where it was collected, such as {@code import:<name>}, or null where a user asked
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Slice(
        String model,
        String provider,
        String revision,
        String promptHash,
        String retrieval,
        List<String> generations,
        List<String> collections,
        String language,
        LocalDate day,
        String origin) {

    /** Stands for the model where there was none. No model has parentheses around its id. */
    public static final String NO_MODEL = "(none)";

    /** Stands for all models beyond those that are kept apart. */
    public static final String OTHER_MODELS = "(other)";

    public Slice {
        generations = sorted(generations);
        collections = sorted(collections);
    }

    /** Where a day's answers are counted that have no room of their own. */
    static Slice other(LocalDate day) {
        return new Slice(OTHER_MODELS, null, null, null, null, List.of(), List.of(), "und", day, null);
    }

    /** Whether it is one model's: only then it can be compared and recommended. */
    @JsonIgnore
    public boolean ofOneModel() {
        return !model.equals(NO_MODEL) && !model.equals(OTHER_MODELS);
    }

    /** Names this slice in keys: of fixed length, whatever the model is called. */
    @JsonIgnore
    String id() {
        return ContentHash.of(EventJson.write(this)).name();
    }

    static Slice read(byte[] json) {
        try {
            return EventJson.read(json, Slice.class);
        } catch (IOException e) {
            throw new IllegalStateException("Redis holds a slice that cannot be read", e);
        }
    }

    private static List<String> sorted(List<String> names) {
        return names == null ? List.of() : names.stream().sorted().distinct().toList();
    }
}

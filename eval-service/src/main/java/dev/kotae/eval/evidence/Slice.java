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
 * @param model the model's id; {@value #NO_MODEL} where the question came to none and asked for none
 * @param provider the model's provider, or null
 * @param revision the model's revision, or null
 * @param promptHash the prompt template's hash, or null
 * @param collections the collections that were searched, sorted
 * @param language ISO 639-1 code of the question, or {@code und}
 * @param day the question's day in UTC
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Slice(
        String model,
        String provider,
        String revision,
        String promptHash,
        List<String> collections,
        String language,
        LocalDate day) {

    /** Stands for the model where there was none. No model has parentheses around its id. */
    public static final String NO_MODEL = "(none)";

    public Slice {
        collections = collections.stream().sorted().distinct().toList();
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
}

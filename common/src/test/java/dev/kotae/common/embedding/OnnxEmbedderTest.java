package dev.kotae.common.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kotae.common.embedding.Embedder.Purpose;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxEmbedderTest extends EmbedderContract {

    private static final List<String> PASSAGES = List.of(
            "To publish a document, send an upsert for its id to the collection's Kafka topic.",
            "A deleted document disappears from search as soon as its delete is applied.",
            "Ratings of one to five stars are joined with the answers that they rate.",
            "Bread dough rises faster in a warm kitchen.");

    private static OnnxEmbedder embedder;

    @BeforeAll
    static void load() {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader()); // as in a pool of threads
        try {
            embedder = OnnxEmbedder.bgeSmallEn(2);
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Override
    Embedder embedder() {
        return embedder;
    }

    @Test
    void saysWhatTheModelIs() {
        assertThat(embedder.id()).matches("bge-small-en-v1\\.5-q-[0-9a-f]{8}");
        assertThat(embedder.dimension()).isEqualTo(384);
        assertThat(embedder.maxTokens()).isEqualTo(512);
        assertThat(embedder.languages()).containsExactly("en");
    }

    @ParameterizedTest
    @CsvSource({
        "How do I add a document?, 0",
        "How can I remove a page from the results?, 1",
        "How do users judge the replies?, 2",
        "What makes yeast work well?, 3"
    })
    void aQuestionIsNearestToThePassageThatAnswersIt(String question, int passage) {
        float[] asked = Vectors.await(embedder.embed(question, Purpose.QUERY));

        String nearest = PASSAGES.stream()
                .max(Comparator.comparingDouble(
                        text -> Vectors.cosine(asked, Vectors.await(embedder.embed(text, Purpose.PASSAGE)))))
                .orElseThrow();

        assertThat(nearest).isEqualTo(PASSAGES.get(passage));
    }

    @Test
    void aClosedEmbedderFails() {
        OnnxEmbedder closed = OnnxEmbedder.bgeSmallEn(1);
        closed.close();

        assertThatThrownBy(() -> Vectors.await(closed.embed("text", Purpose.PASSAGE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}

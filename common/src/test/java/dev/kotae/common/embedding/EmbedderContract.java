package dev.kotae.common.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kotae.common.embedding.Embedder.Purpose;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every embedder promises; each implementation's test extends it. */
abstract class EmbedderContract {

    /** The embedder under test; may be shared by all tests of a class. */
    abstract Embedder embedder();

    @Test
    void theIdIsFitForAKey() {
        assertThat(embedder().id()).matches("[a-z0-9.-]+");
    }

    @ParameterizedTest
    @EnumSource
    void vectorsHaveTheDimensionAndUnitLength(Purpose purpose) {
        for (String text : List.of("How do I publish a document?", "", "x", "文書 🎉", "line\n\ttab\u0000")) {
            float[] vector = Vectors.await(embedder().embed(text, purpose));

            assertThat(vector).hasSize(embedder().dimension());
            assertThat(Vectors.cosine(vector, vector)).isEqualTo(1, within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalTextsHaveEqualVectors(Purpose purpose) {
        String text = "Receipts tell what became of a change.";

        float[] first = Vectors.await(embedder().embed(text, purpose));
        float[] second = Vectors.await(embedder().embed(text, purpose));

        assertThat(second).containsExactly(first);
        assertThat(Vectors.cosine(first, second)).isGreaterThanOrEqualTo(0.9999);
    }

    @Test
    void whatElseIsEmbeddedAtTheTimeChangesNoVector() {
        List<String> texts = IntStream.range(0, 24)
                .mapToObj(i -> "Change " + i + " of the documents" + " is applied".repeat(i))
                .toList();
        List<float[]> alone = texts.stream()
                .map(text -> Vectors.await(embedder().embed(text, Purpose.PASSAGE)))
                .toList();

        List<float[]> together = Vectors.await(Multi.createFrom()
                .iterable(texts)
                .onItem()
                .transformToUni(text -> embedder().embed(text, Purpose.PASSAGE))
                .concatenate(false)
                .collect()
                .asList());
        List<float[]> atOnce = Vectors.await(Multi.createFrom()
                .iterable(texts)
                .onItem()
                .transformToUni(
                        text -> embedder().embed(text, Purpose.PASSAGE).map(vector -> new Numbered(text, vector)))
                .merge(texts.size())
                .collect()
                .asMap(Numbered::text, Numbered::vector)
                .map(vectors -> texts.stream().map(vectors::get).toList()));

        for (int i = 0; i < texts.size(); i++) {
            assertThat(together.get(i)).containsExactly(alone.get(i));
            assertThat(atOnce.get(i)).containsExactly(alone.get(i));
        }
    }

    @Test
    void theLongestTextIsReadToItsEnd() {
        String longest = textOf(embedder().maxTokens());
        String otherEnd = longest.substring(0, longest.lastIndexOf(' ')) + " apple";
        assertThat(embedder().countTokens(otherEnd)).isEqualTo(embedder().maxTokens());

        assertThat(Vectors.await(embedder().embed(otherEnd, Purpose.PASSAGE)))
                .isNotEqualTo(Vectors.await(embedder().embed(longest, Purpose.PASSAGE)));
    }

    @ParameterizedTest
    @EnumSource
    void aTextThatIsTooLongFails(Purpose purpose) {
        int tooMany = embedder().maxTokens() + 1;

        assertThatThrownBy(() -> Vectors.await(embedder().embed(textOf(tooMany), purpose)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tokens")
                .hasMessageContaining(String.valueOf(embedder().maxTokens()));
    }

    @Test
    void tokensAreCountedBeyondTheLimit() {
        assertThat(embedder().countTokens(textOf(3000))).isEqualTo(3000);
    }

    /** A text of exactly so many tokens, the two special ones included. */
    private String textOf(int tokens) {
        String text = "word" + " word".repeat(tokens - 3);
        assertThat(embedder().countTokens(text)).isEqualTo(tokens);
        return text;
    }

    private record Numbered(String text, float[] vector) {}
}

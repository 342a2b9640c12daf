package dev.kotae.common.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBoundTest {

    /** What multilingual-e5-small's own tokenizer counts, its prefix included. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' | 5", "日本の首都は東京です。 | 11"})
    void itIsNeverLessThanTheTokenizerCounts(String text, int tokens) {
        assertThat(TokenBound.of(text)).isGreaterThanOrEqualTo(tokens);
    }

    @Test
    void whatTheTokenizerWritesOutIsCountedWrittenOut() {
        assertThat(TokenBound.of("㍿")).isEqualTo(TokenBound.of("株式会社"));
        assertThat(TokenBound.of("ｶﾞ")).isEqualTo(TokenBound.of("ガ"));
        assertThat(TokenBound.of("Ａ")).isEqualTo(TokenBound.of("A"));
    }

    @Test
    void aWholeCountsNoMoreThanItsParts() {
        Random random = new Random(7);
        String letters = "abz AZ 09 ,。日本カナ🎉\n";
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(60, 0, letters.codePointCount(0, letters.length()))
                    .map(at -> letters.codePointAt(letters.offsetByCodePoints(0, at)))
                    .forEach(text::appendCodePoint);
            int half = text.offsetByCodePoints(0, 30);

            assertThat(TokenBound.of(text.toString()))
                    .isLessThanOrEqualTo(TokenBound.of(text.substring(0, half)) + TokenBound.of(text.substring(half)));
        }
    }

    @Test
    void halfOfTheLetters() {
        int around = TokenBound.of("");
        assertThat(TokenBound.of("water")).isEqualTo(around + 3);
        assertThat(TokenBound.of("  two words ")).isEqualTo(around + 2 + 3);
        assertThat(TokenBound.of("E-101")).isEqualTo(around + 5);
        assertThat(TokenBound.of("窯は")).isEqualTo(around + 2);
    }
}

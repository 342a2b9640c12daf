package dev.kotae.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerIdTest {

    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    @Test
    void belongsToItsUserAndKeyOnly() {
        // Given
        AnswerId id = AnswerId.sign(AnswerId.newQuestionId(), 1, "hana", KEY);

        // When
        AnswerId read = AnswerId.parse(id.toString()).orElseThrow();

        // Then
        assertThat(read).isEqualTo(id);
        assertThat(read.belongsTo("hana", KEY)).isTrue();
        assertThat(read.belongsTo("ken", KEY)).isFalse();
        assertThat(read.belongsTo("hana", "fedcba9876543210".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(new AnswerId(read.questionId(), 2, read.signature()).belongsTo("hana", KEY))
                .isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "x", "1.1.1", "00000000-0000-0000-0000-000000000000.3.aaaaaaaaaaaaaaaaaaaaaa"})
    void whatIsNoAnswerIdIsNotRead(String text) {
        assertThat(AnswerId.parse(text)).isEmpty();
    }

    @Test
    void partitionOfAQuestionIsStable() {
        assertThat(QuestionPartition.of("00000000-0000-0000-0000-000000000000", 4))
                .isBetween(0, 3)
                .isEqualTo(QuestionPartition.of("00000000-0000-0000-0000-000000000000", 4));
        assertThat(QuestionPartition.of("anything", 1)).isZero();
    }
}

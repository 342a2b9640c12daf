package dev.kotae.local.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeLineTest {

    @Test
    void knownFieldsAreCarriedAndTheIdBecomesTheKey() {
        Change change = ChangeLine.parse(
                """
                {"id":"a/b","text":"答え","title":"T","version":3,"readers":[],"attributes":{"k":"v"},"more":1}""");

        assertThat(change.id()).isEqualTo("a/b");
        assertThat(new String(change.value(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"text\":\"答え\",\"title\":\"T\",\"version\":3,\"readers\":[],\"attributes\":{\"k\":\"v\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"id\":\"a\",\"text\":null,\"version\":9}", "{\"id\":\"a\",\"op\":\"delete\",\"version\":9}"})
    void nullTextAndDeleteBecomeATombstoneThatKeepsItsVersion(String line) {
        assertThat(ChangeLine.parse(line)).isEqualTo(new Change("a", null, 9L));
    }

    @Test
    void bytesBesideANullTextAreNoDeletion() {
        assertThat(ChangeLine.parse("{\"id\":\"a\",\"text\":null,\"base64\":\"eA==\"}")
                        .value())
                .isNotNull();
    }

    @Test
    void missingTextIsSentForTheServiceToReject() {
        assertThat(new String(ChangeLine.parse("{\"id\":\"a\"}").value(), StandardCharsets.UTF_8))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json | not JSON",
                "{\"id\":\"a\" | not JSON",
                "{\"id\":\"a\"} x | not JSON",
                "[1] | not a JSON object",
                "null | not a JSON object",
                "{\"text\":\"x\"} | no \"id\"",
                "{\"id\":7,\"text\":\"x\"} | no \"id\"",
                "{\"id\":\"\",\"text\":\"x\"} | no \"id\"",
                "{\"id\":\"a\",\"id\":\"b\"} | not JSON",
            })
    void whatIsNoChangeIsNamed(String line, String message) {
        assertThatThrownBy(() -> ChangeLine.parse(line))
                .isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith(message);
    }
}

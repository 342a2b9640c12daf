package dev.kotae.common.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "en/docs/start.md", "日本語/文書.md", "a b", "x|y}{@"})
    void anyReadableTextNamesADocument(String id) {
        assertThat(new DocumentId("docs", id).value()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a\u0000b", "a\nb"})
    void emptyIdsAndControlCharactersAreRefused(String id) {
        assertThatThrownBy(() -> new DocumentId("docs", id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lengthIsBounded() {
        assertThat(new DocumentId("docs", "a".repeat(1000)).value()).hasSize(1000);
        assertThatThrownBy(() -> new DocumentId("docs", "a".repeat(2000)))
                .hasMessage("A document's id has at most 1000 characters, this one has 2000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "-a", "a/b", "a b", "{a}", "a*", "a:b", "文書", "a\n"})
    void aCollectionThatRedisOrAUrlWouldTripOverIsRefused(String collection) {
        assertThat(CollectionName.isValid(collection)).isFalse();
        assertThatThrownBy(() -> new DocumentId(collection, "a")).isInstanceOf(IllegalArgumentException.class);
    }
}

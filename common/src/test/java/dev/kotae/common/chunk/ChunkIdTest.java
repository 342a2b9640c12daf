package dev.kotae.common.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.common.document.DocumentId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChunkIdTest {

    private static final DocumentId DOCUMENT = new DocumentId("docs", "a.md");

    @Test
    void everyStoredFieldCounts() {
        Set<ChunkId> ids = Set.of(
                id(DOCUMENT, "k", "text", List.of("text"), "en", null, Map.of(), 0),
                id(new DocumentId("docs", "b.md"), "k", "text", List.of("text"), "en", null, Map.of(), 0),
                id(DOCUMENT, "l", "text", List.of("text"), "en", null, Map.of(), 0),
                id(DOCUMENT, "k", "texts", List.of("text"), "en", null, Map.of(), 0),
                id(DOCUMENT, "k", "text", List.of("term"), "en", null, Map.of(), 0),
                id(DOCUMENT, "k", "text", List.of("text"), "ja", null, Map.of(), 0),
                id(DOCUMENT, "k", "text", List.of("text"), "en", List.of(), Map.of(), 0),
                id(DOCUMENT, "k", "text", List.of("text"), "en", List.of("staff"), Map.of(), 0),
                id(DOCUMENT, "k", "text", List.of("text"), "en", null, Map.of("a", "b"), 0),
                id(DOCUMENT, "k", "text", List.of("text"), "en", null, Map.of(), 1));

        assertThat(ids).hasSize(10).allSatisfy(id -> assertThat(id.value()).hasSize(32));
    }

    @Test
    void orderOfReadersDoesNotCount() {
        assertThat(id(DOCUMENT, "k", "t", List.of(), "en", List.of("a", "b"), Map.of(), 0))
                .isEqualTo(id(DOCUMENT, "k", "t", List.of(), "en", List.of("b", "a"), Map.of(), 0));
    }

    private static ChunkId id(
            DocumentId document,
            String key,
            String text,
            List<String> terms,
            String language,
            List<String> readers,
            Map<String, String> attributes,
            int occurrence) {
        return ChunkId.of(document, key, text, terms, language, readers, attributes, occurrence);
    }
}

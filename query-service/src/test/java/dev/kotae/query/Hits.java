package dev.kotae.query;

import dev.kotae.common.chunk.ChunkId;
import dev.kotae.common.index.Generation;
import dev.kotae.common.index.Hit;
import java.util.List;

/** Hits for tests. */
public final class Hits {

    private Hits() {}

    /** A hit of a document with a text and the legs' scores. */
    public static Hit hit(String document, String text, double cosine, double bm25) {
        return new Hit(
                new Generation("docs", "g", "topic", "fake", 4),
                document,
                7,
                "c".repeat(64),
                ChunkId.of(
                        new dev.kotae.common.document.DocumentId("docs", document),
                        "k",
                        text,
                        List.of(),
                        "en",
                        null,
                        java.util.Map.of(),
                        0),
                0,
                "Title of " + document,
                "https://example.org/" + document,
                null,
                List.of("Section"),
                "section",
                "en",
                text,
                null,
                null,
                cosine,
                bm25);
    }
}

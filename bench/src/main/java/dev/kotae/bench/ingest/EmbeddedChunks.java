package dev.kotae.bench.ingest;

import dev.kotae.bench.ingest.Pages.Page;
import dev.kotae.common.chunk.Chunk;
import dev.kotae.common.embedding.Embedder;
import dev.kotae.common.index.ChunkIndex;
import dev.kotae.common.text.LanguageDetector;
import dev.kotae.common.text.LuceneTextAnalyzer;
import dev.kotae.ingest.parse.DocumentParsers;
import dev.kotae.ingest.plan.Planner;
import dev.kotae.ingest.split.Splitter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The chunks that the ingest service has to embed when pages are published one block after the other: each text once. */
final class EmbeddedChunks {

    /** The service's default, {@code kotae.ingest.chunk-tokens}. */
    private static final int TOKENS = 256;

    private final Planner planner;
    private final String collection;
    private final Set<String> seen = new HashSet<>();

    EmbeddedChunks(Embedder embedder, String collection) {
        this.planner = new Planner(
                new DocumentParsers(),
                new Splitter(embedder::countTokens, TOKENS, ChunkIndex.MAX_CHUNKS),
                new LuceneTextAnalyzer(),
                LanguageDetector::detect,
                embedder.id());
        this.collection = collection;
    }

    /** A chunk, and the document it stands in. */
    record Placed(String document, Chunk chunk) {}

    /** The chunks of the next block whose texts no block had before. */
    List<Placed> of(List<Page> block) {
        List<Placed> fresh = new ArrayList<>();
        for (Page page : block) {
            for (Chunk chunk : planner.plan(page.upsert(collection)).chunks()) {
                if (seen.add(chunk.embeddingKey())) {
                    fresh.add(new Placed(page.path(), chunk));
                }
            }
        }
        return fresh;
    }
}

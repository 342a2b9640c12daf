package dev.kotae.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.common.chunk.Chunk;
import dev.kotae.common.chunk.ChunkId;
import dev.kotae.common.chunk.EmbeddedChunk;
import dev.kotae.common.document.ContentHash;
import dev.kotae.common.document.DocumentId;
import dev.kotae.common.embedding.Embedder;
import dev.kotae.common.embedding.Embedder.Purpose;
import dev.kotae.common.event.Receipt;
import dev.kotae.common.index.ChunkIndex;
import dev.kotae.common.index.Fence;
import dev.kotae.common.index.FlipOutcome;
import dev.kotae.common.index.Generation;
import dev.kotae.common.index.LedgerEntry;
import dev.kotae.common.index.LedgerEntry.Listed;
import dev.kotae.common.index.LedgerEntry.State;
import dev.kotae.common.index.Position;
import dev.kotae.common.index.RedisChunkIndex;
import dev.kotae.common.text.LanguageDetector;
import dev.kotae.common.text.TextAnalyzer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A collection of its own per test, written as ingest writes one: {@code @Inject} it, then {@link #add} documents. */
@Dependent
public class IndexedCollection {

    private static final String TOPIC = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name = "it-" + UUID.randomUUID();
    private final ChunkIndex index;
    private final Embedder embedder;
    private final TextAnalyzer analyzer;
    private final Generation generation;
    private long offset;

    public IndexedCollection(Redis redis, Embedder embedder, TextAnalyzer analyzer) {
        this.index = new RedisChunkIndex(redis);
        this.embedder = embedder;
        this.analyzer = analyzer;
        this.generation = new Generation(name, "g1", TOPIC, embedder.id(), embedder.dimension());
    }

    /** The collection's name. */
    public String name() {
        return name;
    }

    /** Indexes a document that everyone may read, one chunk per text. */
    public IndexedCollection add(String document, String... texts) {
        return add(document, null, texts);
    }

    /** Indexes a document for readers of some groups, one chunk per text. */
    public IndexedCollection add(String document, List<String> readers, String... texts) {
        get(index.open(generation));
        DocumentId id = new DocumentId(name, document);
        List<EmbeddedChunk> chunks = new ArrayList<>();
        for (String text : texts) {
            chunks.add(chunk(id, readers, text, chunks.size()));
        }
        get(index.stage(generation, id, chunks));
        assertThat(get(index.flip(generation, entry(id, chunks, texts), null))).isInstanceOf(FlipOutcome.Flipped.class);
        get(index.sweep(generation, id));
        return this;
    }

    private EmbeddedChunk chunk(DocumentId document, List<String> readers, String text, int place) {
        String embedded = "Title of " + document.value() + "\n\n" + text;
        String key = ChunkId.embeddingKey(embedder.id(), embedded);
        List<String> terms = analyzer.terms(embedded);
        String language = LanguageDetector.detect(text);
        ChunkId id = ChunkId.of(document, key, text, terms, language, readers, Map.of(), place);
        return new EmbeddedChunk(
                new Chunk(id, key, embedded, text, terms, language, readers, Map.of()),
                get(embedder.embed(embedded, Purpose.PASSAGE)));
    }

    private LedgerEntry entry(DocumentId document, List<EmbeddedChunk> chunks, String... texts) {
        String hash = ContentHash.of(String.join("\n\n", texts)).hex();
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        return new LedgerEntry(
                document,
                State.LIVE,
                new Fence(new Position(TOPIC, 0, ++offset), null),
                offset,
                hash,
                "Title of " + document.value(),
                "https://example.org/" + document.value(),
                LanguageDetector.detect(texts[0]),
                "text/markdown",
                at,
                chunks.stream()
                        .map(chunk -> new Listed(chunk.chunk().id(), List.of("Section"), "section"))
                        .toList(),
                new Receipt(
                        Receipt.SCHEMA,
                        name,
                        document.value(),
                        TOPIC,
                        0,
                        offset,
                        offset,
                        Receipt.Outcome.APPLIED,
                        null,
                        null,
                        hash,
                        chunks.size(),
                        chunks.size(),
                        generation.name(),
                        at));
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}

package dev.kotae.ingest.embed;

import dev.kotae.common.chunk.Chunk;
import dev.kotae.common.chunk.EmbeddedChunk;
import dev.kotae.common.embedding.Embedder;
import dev.kotae.common.embedding.Embedder.Purpose;
import dev.kotae.common.index.ChunkIndex;
import dev.kotae.common.index.Generation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds or makes the vectors of chunks; no text is embedded that the generation has a vector of. */
public final class ChunkVectors {

    /** Keeps a few texts waiting at the embedder, which runs one per core, without filling its queue. */
    private static final int AT_A_TIME = 8;

    private final ChunkIndex index;
    private final Embedder embedder;

    /** Asks the index first, then the embedder. */
    public ChunkVectors(ChunkIndex index, Embedder embedder) {
        this.index = index;
        this.embedder = embedder;
    }

    /** The chunks with their vectors, in the same order. Fails when the index or the embedder cannot be reached. */
    public Uni<Result> of(Generation generation, List<Chunk> chunks) {
        Map<String, String> texts = new HashMap<>();
        chunks.forEach(chunk -> texts.put(chunk.embeddingKey(), chunk.embeddedText()));
        if (texts.isEmpty()) {
            return Uni.createFrom().item(new Result(List.of(), 0));
        }
        return index.vectors(generation, texts.keySet()).chain(stored -> {
            Map<String, float[]> vectors = new HashMap<>(stored);
            texts.keySet().removeAll(stored.keySet());
            return embed(texts).map(made -> {
                vectors.putAll(made);
                List<EmbeddedChunk> embedded = chunks.stream()
                        .map(chunk -> new EmbeddedChunk(chunk, vectors.get(chunk.embeddingKey())))
                        .toList();
                return new Result(embedded, made.size());
            });
        });
    }

    private Uni<Map<String, float[]>> embed(Map<String, String> texts) {
        return Multi.createFrom()
                .iterable(texts.entrySet())
                .onItem()
                .transformToUni(text -> embedder.embed(text.getValue(), Purpose.PASSAGE)
                        .map(vector -> Map.entry(text.getKey(), vector)))
                .merge(AT_A_TIME)
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /**
     * Chunks with vectors.
     *
     * @param chunks the chunks
     * @param embedded how many texts had to be embedded for them
     */
    public record Result(List<EmbeddedChunk> chunks, int embedded) {}
}

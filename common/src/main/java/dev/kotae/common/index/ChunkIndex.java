package dev.kotae.common.index;

import dev.kotae.common.chunk.ChunkId;
import dev.kotae.common.chunk.EmbeddedChunk;
import dev.kotae.common.document.DocumentId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The writing side of the projection. A change is made live in three steps: {@link #stage}, {@link #flip}, {@link #sweep}; each
 * may be repeated and each is safe against another owner of the partition that woke up late, so a crash between any two of them
 * heals when the change is read again.
 *
 * <p>Nothing blocks. Every method fails when Redis cannot be reached or refuses to write; the caller waits and tries again.
 */
public interface ChunkIndex {

    /** The most chunks of one document. */
    int MAX_CHUNKS = 10_000;

    /**
     * Creates the generation's index where it is missing, and makes the generation the live one where the collection has none or
     * where its live one was built from another topic (a recreated topic starts an empty projection). Idempotent.
     */
    Uni<Void> open(Generation generation);

    /** The ledger's entry of a document; empty if the document was never seen. */
    Uni<Optional<LedgerEntry>> ledger(Generation generation, DocumentId document);

    /**
     * Vectors that are stored already, in any document of the generation.
     *
     * @param embeddingKeys see {@link dev.kotae.common.chunk.ChunkId#embeddingKey}
     * @return those found; a key that is not in the map has to be embedded
     */
    Uni<Map<String, float[]>> vectors(Generation generation, Collection<String> embeddingKeys);

    /** Which of these chunks of a document exist; the others have to be staged. */
    Uni<Collection<ChunkId>> existing(Generation generation, DocumentId document, Collection<ChunkId> chunks);

    /** Writes chunks that the ledger does not list yet. They are not found by searches until {@link #flip}. */
    Uni<Void> stage(Generation generation, DocumentId document, List<EmbeddedChunk> chunks);

    /**
     * Makes the entry the document's state if the fence lets it and all chunks it lists exist: one atomic step.
     *
     * @param entry its fence's highest version is that of the change and of those before it that it made superfluous; the ledger keeps
     *     the highest of it and its own, so that none of them can come back when they are read again
     * @param producerVersion the change's own version, or null: what the fence judges by
     */
    Uni<FlipOutcome> flip(Generation generation, LedgerEntry entry, Long producerVersion);

    /**
     * Deletes, of all chunks ever staged for the document, those that the ledger does not list now.
     *
     * @return how many
     */
    Uni<Integer> sweep(Generation generation, DocumentId document);

    /**
     * Where to go on in a partition.
     *
     * @return the next offset to read; 0 where nothing was read yet
     */
    Uni<Long> offset(Generation generation, int partition);

    /**
     * Advances the partition's offset if it still is where this owner left it.
     *
     * @return false if another owner moved it, or Redis lost it: then this owner drops what it holds and takes the partition up again
     */
    Uni<Boolean> advance(Generation generation, int partition, long from, long to);
}

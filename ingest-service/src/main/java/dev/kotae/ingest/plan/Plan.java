package dev.kotae.ingest.plan;

import dev.kotae.common.chunk.Chunk;
import dev.kotae.common.chunk.ChunkId;
import dev.kotae.common.document.DocumentChange.Upsert;
import dev.kotae.common.index.LedgerEntry;
import dev.kotae.common.index.LedgerEntry.Listed;
import dev.kotae.common.index.LedgerEntry.State;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the index should hold for a document.
 *
 * @param change the change that asks for it
 * @param title the title to show
 * @param url where the source is, or null
 * @param language ISO 639-1 code or {@code und}
 * @param contentHash SHA-256 of the document's bytes, hexadecimal
 * @param chunks the chunks in order, all different
 * @param places the same chunks with their sections
 */
public record Plan(
        Upsert change,
        String title,
        String url,
        String language,
        String contentHash,
        List<Chunk> chunks,
        List<Listed> places) {

    public Plan {
        chunks = List.copyOf(chunks);
        places = List.copyOf(places);
    }

    /** Whether the ledger says all this already. */
    public boolean isUnchanged(Optional<LedgerEntry> current) {
        return current.filter(entry -> entry.state() == State.LIVE
                        && contentHash.equals(entry.contentHash())
                        && title.equals(entry.title())
                        && Objects.equals(url, entry.url())
                        && language.equals(entry.language())
                        && change.contentType().equals(entry.contentType())
                        && places.equals(entry.chunks()))
                .isPresent();
    }

    /** The chunks that the ledger does not list: they have to be staged. The others are kept as they are. */
    public List<Chunk> toStage(Optional<LedgerEntry> current) {
        Set<ChunkId> kept = current.map(LedgerEntry::chunks).orElse(List.of()).stream()
                .map(Listed::id)
                .collect(Collectors.toSet());
        return chunks.stream().filter(chunk -> !kept.contains(chunk.id())).toList();
    }
}

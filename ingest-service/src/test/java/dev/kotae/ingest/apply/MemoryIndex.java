package dev.kotae.ingest.apply;

import dev.kotae.common.chunk.ChunkId;
import dev.kotae.common.chunk.EmbeddedChunk;
import dev.kotae.common.document.DocumentId;
import dev.kotae.common.index.ChunkIndex;
import dev.kotae.common.index.Fence;
import dev.kotae.common.index.FlipOutcome;
import dev.kotae.common.index.Generation;
import dev.kotae.common.index.LedgerEntry;
import dev.kotae.common.index.LedgerEntry.Listed;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** An index in memory that judges by the same fence. A call can be made to fail, or be preceded by another owner's doing. */
final class MemoryIndex implements ChunkIndex {

    final Map<DocumentId, LedgerEntry> ledger = new TreeMap<>(java.util.Comparator.comparing(DocumentId::toString));
    final Map<DocumentId, Map<ChunkId, EmbeddedChunk>> chunks = new HashMap<>();
    final Map<Integer, Long> offsets = new HashMap<>();
    Runnable beforeEachCall = () -> {};
    Runnable beforeFlip = () -> {};

    @Override
    public Uni<Void> open(Generation generation) {
        return call(() -> null);
    }

    @Override
    public Uni<Optional<LedgerEntry>> ledger(Generation generation, DocumentId document) {
        return call(() -> Optional.ofNullable(ledger.get(document)));
    }

    @Override
    public Uni<Map<String, float[]>> vectors(Generation generation, Collection<String> embeddingKeys) {
        return call(() -> chunks.values().stream()
                .flatMap(of -> of.values().stream())
                .filter(chunk -> embeddingKeys.contains(chunk.chunk().embeddingKey()))
                .collect(Collectors.toMap(
                        chunk -> chunk.chunk().embeddingKey(), EmbeddedChunk::vector, (first, second) -> first)));
    }

    @Override
    public Uni<Collection<ChunkId>> existing(Generation generation, DocumentId document, Collection<ChunkId> wanted) {
        return call(() -> wanted.stream().filter(of(document)::containsKey).toList());
    }

    @Override
    public Uni<Void> stage(Generation generation, DocumentId document, List<EmbeddedChunk> staged) {
        return call(() -> {
            staged.forEach(chunk -> of(document).put(chunk.chunk().id(), chunk));
            return null;
        });
    }

    @Override
    public Uni<FlipOutcome> flip(Generation generation, LedgerEntry entry, Long producerVersion) {
        return call(() -> {
            beforeFlip.run();
            LedgerEntry current = ledger.get(entry.document());
            Fence.Verdict verdict = current == null
                    ? Fence.Verdict.NEWER
                    : current.fence().judge(entry.fence().position(), producerVersion);
            if (verdict == Fence.Verdict.SAME) {
                return new FlipOutcome.Repeated(current);
            }
            if (verdict != Fence.Verdict.NEWER) {
                return new FlipOutcome.Refused(verdict, current);
            }
            if (!entry.chunks().stream().map(Listed::id).allMatch(of(entry.document())::containsKey)) {
                return new FlipOutcome.ChunksMissing();
            }
            Fence fence = current == null
                    ? entry.fence()
                    : current.fence()
                            .after(entry.fence().position(), entry.fence().highestVersion());
            ledger.put(entry.document(), withFence(entry, fence));
            return new FlipOutcome.Flipped();
        });
    }

    @Override
    public Uni<Integer> sweep(Generation generation, DocumentId document) {
        return call(() -> {
            Set<ChunkId> listed =
                    Optional.ofNullable(ledger.get(document)).map(LedgerEntry::chunks).orElse(List.of()).stream()
                            .map(Listed::id)
                            .collect(Collectors.toSet());
            int before = of(document).size();
            of(document).keySet().retainAll(listed);
            return before - of(document).size();
        });
    }

    @Override
    public Uni<Long> offset(Generation generation, int partition) {
        return call(() -> offsets.getOrDefault(partition, 0L));
    }

    @Override
    public Uni<Boolean> advance(Generation generation, int partition, long from, long to) {
        return call(() -> {
            boolean still = offsets.getOrDefault(partition, 0L) == from;
            if (still) {
                offsets.put(partition, to);
            }
            return still;
        });
    }

    /** All that readers could tell apart: receipts are left out, two ways may lead to one state. */
    String state() {
        return ledger.values().stream()
                .map(entry -> entry.document() + " " + entry.state() + " " + entry.fence() + " " + entry.version() + " "
                        + entry.contentHash() + " " + entry.chunks() + " stored "
                        + of(entry.document()).keySet().stream()
                                .map(ChunkId::value)
                                .sorted()
                                .toList())
                .collect(Collectors.joining("\n"));
    }

    Map<ChunkId, EmbeddedChunk> of(DocumentId document) {
        return chunks.computeIfAbsent(document, id -> new HashMap<>());
    }

    private synchronized <T> Uni<T> call(Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                beforeEachCall.run();
                return work.get();
            }
        });
    }

    private static LedgerEntry withFence(LedgerEntry entry, Fence fence) {
        return new LedgerEntry(
                entry.document(),
                entry.state(),
                fence,
                entry.version(),
                entry.contentHash(),
                entry.title(),
                entry.url(),
                entry.language(),
                entry.contentType(),
                entry.updatedAt(),
                entry.chunks(),
                entry.receipt());
    }
}

package dev.kotae.ingest.apply;

import dev.kotae.common.chunk.Chunk;
import dev.kotae.common.chunk.ChunkId;
import dev.kotae.common.document.DocumentChange.Delete;
import dev.kotae.common.document.DocumentChange.Upsert;
import dev.kotae.common.event.Receipt;
import dev.kotae.common.event.Receipt.Outcome;
import dev.kotae.common.index.ChunkIndex;
import dev.kotae.common.index.Fence;
import dev.kotae.common.index.FlipOutcome;
import dev.kotae.common.index.Generation;
import dev.kotae.common.index.LedgerEntry;
import dev.kotae.common.index.LedgerEntry.State;
import dev.kotae.ingest.change.RejectedChangeException;
import dev.kotae.ingest.change.RejectedChangeException.Reason;
import dev.kotae.ingest.embed.ChunkVectors;
import dev.kotae.ingest.plan.Plan;
import dev.kotae.ingest.plan.Planner;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** Makes one change live: plan, embed, stage, flip. Sweeping is left to the caller, who sweeps whatever the outcome. */
final class ChangeApplier {

    /** So many chunks are embedded and staged at a time: a crash in a large document costs no more than these. */
    private static final int SLICE = 64;

    /** An owner that woke up late can sweep what was just staged, but not for ever. */
    private static final int TRIES = 4;

    private final ChunkIndex index;
    private final ChunkVectors vectors;
    private final Planner planner;
    private final Receipts receipts;
    private final Executor workers;

    /** Plans on the workers' threads. */
    ChangeApplier(ChunkIndex index, ChunkVectors vectors, Planner planner, Receipts receipts, Executor workers) {
        this.index = index;
        this.vectors = vectors;
        this.planner = planner;
        this.receipts = receipts;
        this.workers = workers;
    }

    /**
     * What became of the change. Fails with {@link RejectedChangeException} if it can never work, otherwise if something is away.
     *
     * @param current the document's entry in the ledger, as read a moment ago
     */
    Uni<Receipt> apply(Generation generation, Newest newest, Optional<LedgerEntry> current) {
        ReadChange change = newest.change();
        if (change.change() instanceof Delete delete) {
            return flip(generation, change, deleted(generation, newest, delete, current));
        }
        Upsert upsert = (Upsert) change.change();
        return Uni.createFrom()
                .item(() -> planner.plan(upsert))
                .runSubscriptionOn(workers)
                .chain(plan -> {
                    if (plan.isUnchanged(current)) {
                        return flip(generation, newest, plan, Outcome.UNCHANGED, 0, TRIES);
                    }
                    return stage(generation, plan, plan.toStage(current))
                            .chain(embedded -> flip(generation, newest, plan, Outcome.APPLIED, embedded, TRIES));
                });
    }

    /** Fails with {@link RejectedChangeException} if the change could never work; else nothing happens. */
    Uni<Void> check(ReadChange change) {
        if (!(change.change() instanceof Upsert upsert)) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .item(() -> planner.plan(upsert))
                .runSubscriptionOn(workers)
                .replaceWithVoid();
    }

    /** Embeds and stages slice by slice; how many texts had to be embedded. */
    private Uni<Integer> stage(Generation generation, Plan plan, List<Chunk> chunks) {
        Uni<Integer> chain = Uni.createFrom().item(0);
        for (int start = 0; start < chunks.size(); start += SLICE) {
            List<Chunk> slice = chunks.subList(start, Math.min(chunks.size(), start + SLICE));
            chain = chain.chain(before -> vectors.of(generation, slice)
                    .chain(result -> index.stage(generation, plan.change().id(), result.chunks())
                            .replaceWith(before + result.embedded())));
        }
        return chain;
    }

    private Uni<Receipt> flip(
            Generation generation, Newest newest, Plan plan, Outcome outcome, int embedded, int tries) {
        ReadChange change = newest.change();
        Receipt receipt = receipts.live(change, outcome, plan.chunks().size(), embedded, generation);
        LedgerEntry entry = new LedgerEntry(
                plan.change().id(),
                State.LIVE,
                newest.fence(),
                change.version(),
                plan.contentHash(),
                plan.title(),
                plan.url(),
                plan.language(),
                plan.change().contentType(),
                plan.change().updatedAt(),
                plan.places(),
                receipt);
        return index.flip(generation, entry, change.change().version()).chain(flipped -> {
            if (!(flipped instanceof FlipOutcome.ChunksMissing)) {
                return receipt(change, receipt, flipped);
            }
            if (tries == 1) {
                return Uni.createFrom()
                        .failure(new IllegalStateException("The chunks of "
                                + plan.change().id() + " were swept again and again while they were staged"));
            }
            return missing(generation, plan)
                    .chain(lost -> stage(generation, plan, lost))
                    .chain(more -> flip(generation, newest, plan, Outcome.APPLIED, embedded + more, tries - 1));
        });
    }

    private Uni<List<Chunk>> missing(Generation generation, Plan plan) {
        List<ChunkId> ids = plan.chunks().stream().map(Chunk::id).toList();
        return index.existing(generation, plan.change().id(), ids).map(found -> {
            Set<ChunkId> existing = new HashSet<>(found);
            return plan.chunks().stream()
                    .filter(chunk -> !existing.contains(chunk.id()))
                    .toList();
        });
    }

    private LedgerEntry deleted(Generation generation, Newest newest, Delete delete, Optional<LedgerEntry> current) {
        boolean gone = current.filter(entry -> entry.state() == State.DELETED).isPresent();
        return new LedgerEntry(
                delete.id(),
                State.DELETED,
                newest.fence(),
                newest.change().version(),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                receipts.live(newest.change(), gone ? Outcome.UNCHANGED : Outcome.APPLIED, 0, 0, generation));
    }

    private Uni<Receipt> flip(Generation generation, ReadChange change, LedgerEntry entry) {
        return index.flip(generation, entry, change.change().version())
                .chain(flipped -> receipt(change, entry.receipt(), flipped));
    }

    private Uni<Receipt> receipt(ReadChange change, Receipt intended, FlipOutcome flipped) {
        if (flipped instanceof FlipOutcome.Flipped) {
            return Uni.createFrom().item(intended);
        }
        if (flipped instanceof FlipOutcome.Repeated repeated) {
            return Uni.createFrom().item(repeated.current().receipt());
        }
        if (flipped instanceof FlipOutcome.Refused refused) {
            return refused.verdict() == Fence.Verdict.WRONG_PARTITION
                    ? Uni.createFrom().failure(wrongPartition(refused.current()))
                    : Uni.createFrom().item(receipts.superseded(change));
        }
        return Uni.createFrom().failure(new IllegalStateException("A document without chunks cannot miss one"));
    }

    static RejectedChangeException wrongPartition(LedgerEntry current) {
        return new RejectedChangeException(
                Reason.WRONG_PARTITION,
                "The document's changes came from partition "
                        + current.fence().position().partition()
                        + " before: keep the topic's number of partitions and use Kafka's murmur2 partitioner");
    }
}

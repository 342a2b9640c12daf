package dev.kotae.ingest.apply;

import dev.kotae.common.document.DocumentChange;
import dev.kotae.common.document.DocumentId;
import dev.kotae.common.event.Receipt;
import dev.kotae.common.index.ChunkIndex;
import dev.kotae.common.index.Fence.Verdict;
import dev.kotae.common.index.Generation;
import dev.kotae.common.index.LedgerEntry;
import dev.kotae.ingest.change.Arrival;
import dev.kotae.ingest.change.ChangeReader;
import dev.kotae.ingest.change.RejectedChangeException;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The changes of one batch to one document: the newest that works is applied, every one is settled. */
final class DocumentTurn {

    private final Generation generation;
    private final DocumentId id;
    private final ChunkIndex index;
    private final ChangeApplier applier;
    private final Receipts receipts;
    private final List<ReadChange> changes = new ArrayList<>();
    private final List<Settled> settled = new ArrayList<>();

    DocumentTurn(Generation generation, DocumentId id, ChunkIndex index, ChangeApplier applier, Receipts receipts) {
        this.generation = generation;
        this.id = id;
        this.index = index;
        this.applier = applier;
        this.receipts = receipts;
    }

    /** Reads the records and works on them; all of them settled, in the order of their offsets. */
    Uni<DocumentOutcome> run(ChangeReader reader, List<Arrival> arrivals) {
        arrivals.forEach(arrival -> read(reader, arrival));
        if (changes.isEmpty()) {
            return Uni.createFrom().item(new DocumentOutcome(settled, 0));
        }
        return index.ledger(generation, id)
                .chain(this::work)
                .chain(() -> index.sweep(generation, id))
                .map(this::outcome);
    }

    private void read(ChangeReader reader, Arrival arrival) {
        try {
            DocumentChange change = reader.change(id, arrival);
            changes.add(new ReadChange(arrival, change));
        } catch (RejectedChangeException e) {
            settled.add(Settled.now(arrival, receipts.rejected(arrival, id, null, e)));
        }
    }

    private Uni<Void> work(Optional<LedgerEntry> current) {
        for (ReadChange change : List.copyOf(changes)) {
            current.map(entry -> entry.fence()
                            .judge(change.position(), change.change().version()))
                    .ifPresent(verdict -> {
                        if (verdict == Verdict.WRONG_PARTITION) {
                            reject(change, ChangeApplier.wrongPartition(current.get()));
                        } else if (verdict == Verdict.SAME) {
                            settle(change, current.get().receipt(), true);
                        }
                    });
        }
        return workOnNewest(current);
    }

    private Uni<Void> workOnNewest(Optional<LedgerEntry> current) {
        Optional<Newest> newest = Newest.of(current, changes);
        if (newest.isEmpty()) {
            supersedeRest();
            return Uni.createFrom().voidItem();
        }
        return checked(newest.get().skipped())
                .chain(all ->
                        all ? applied(newest.get(), current) : Uni.createFrom().item(false))
                .chain(done -> done ? Uni.createFrom().voidItem() : workOnNewest(current));
    }

    /** False if it was rejected. */
    private Uni<Boolean> applied(Newest newest, Optional<LedgerEntry> current) {
        return orRejected(
                newest.change(), applier.apply(generation, newest, current).invoke(receipt -> {
                    settle(newest.change(), receipt, false);
                    supersedeRest();
                }));
    }

    /** False as soon as one of them was rejected. */
    private Uni<Boolean> checked(List<ReadChange> skipped) {
        Uni<Boolean> chain = Uni.createFrom().item(true);
        for (ReadChange change : skipped) {
            chain = chain.chain(fine -> fine
                    ? orRejected(change, applier.check(change))
                    : Uni.createFrom().item(false));
        }
        return chain;
    }

    private Uni<Boolean> orRejected(ReadChange change, Uni<?> work) {
        return work.replaceWith(true).onFailure(RejectedChangeException.class).recoverWithItem(rejection -> {
            reject(change, (RejectedChangeException) rejection);
            return false;
        });
    }

    private void supersedeRest() {
        List.copyOf(changes).forEach(change -> settle(change, receipts.superseded(change), false));
    }

    private void reject(ReadChange change, RejectedChangeException why) {
        settle(change, receipts.rejected(change.arrival(), id, change.version(), why), false);
    }

    private void settle(ReadChange change, Receipt receipt, boolean repeated) {
        changes.remove(change);
        settled.add(new Settled(change.arrival(), receipt, repeated));
    }

    private DocumentOutcome outcome(int swept) {
        settled.sort(Comparator.comparing(one -> one.arrival().position().offset()));
        return new DocumentOutcome(settled, swept);
    }
}

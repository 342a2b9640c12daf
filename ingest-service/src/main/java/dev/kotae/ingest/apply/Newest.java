package dev.kotae.ingest.apply;

import dev.kotae.common.index.Fence;
import dev.kotae.common.index.LedgerEntry;
import java.util.List;
import java.util.Optional;

/** Finds the change to work on among several to one document. */
final class Newest {

    private Newest() {}

    /**
     * The change that would be live if all were applied in the order of their offsets, each judged by the fence. So it does not
     * matter how records fall into batches.
     *
     * @param current the ledger's entry
     * @param changes in the order of their offsets, from the ledger's partition
     * @return empty if the ledger's own change is newer than all of them
     */
    static Optional<ReadChange> of(Optional<LedgerEntry> current, List<ReadChange> changes) {
        Fence fence = current.map(LedgerEntry::fence).orElse(null);
        ReadChange newest = null;
        for (ReadChange change : changes) {
            Long version = change.change().version();
            if (fence == null) {
                newest = change;
                fence = new Fence(change.position(), version);
            } else if (fence.judge(change.position(), version) == Fence.Verdict.NEWER) {
                newest = change;
                fence = fence.after(change.position(), version);
            }
        }
        return Optional.ofNullable(newest);
    }
}

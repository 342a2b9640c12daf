package dev.kotae.ingest.apply;

import dev.kotae.common.index.Fence;
import dev.kotae.common.index.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The change to work on among several to one document: the one that would be live if all were applied in the order of their
 * offsets, each judged by the fence. So it does not matter how records fall into batches.
 *
 * @param change the change
 * @param fence the fence as it would be then
 * @param skipped the changes that would have been live in between, with versions that the fence remembers though the change itself
 *     has none; should one of them turn out not to work, the fence must not remember it
 */
record Newest(ReadChange change, Fence fence, List<ReadChange> skipped) {

    /**
     * Finds it.
     *
     * @param current the ledger's entry
     * @param changes in the order of their offsets, from the ledger's partition
     * @return empty if the ledger's own change is newer than all of them
     */
    static Optional<Newest> of(Optional<LedgerEntry> current, List<ReadChange> changes) {
        Fence fence = current.map(LedgerEntry::fence).orElse(null);
        ReadChange newest = null;
        List<ReadChange> versioned = new ArrayList<>();
        for (ReadChange change : changes) {
            Long version = change.change().version();
            if (fence == null || fence.judge(change.position(), version) == Fence.Verdict.NEWER) {
                newest = change;
                fence = fence == null ? new Fence(change.position(), version) : fence.after(change.position(), version);
                if (version != null) {
                    versioned.add(change);
                }
            }
        }
        if (newest == null) {
            return Optional.empty();
        }
        return Optional.of(new Newest(newest, fence, newest.change().version() == null ? versioned : List.of()));
    }
}

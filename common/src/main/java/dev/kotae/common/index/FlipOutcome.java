package dev.kotae.common.index;

/** What became of the attempt to make a change live. */
public sealed interface FlipOutcome {

    /** The entry is in the ledger. */
    record Flipped() implements FlipOutcome {}

    /**
     * The ledger has this very change, from an earlier try.
     *
     * @param current the ledger's entry
     */
    record Repeated(LedgerEntry current) implements FlipOutcome {}

    /**
     * The ledger has a newer change, or one from another partition.
     *
     * @param verdict {@link Fence.Verdict#OLDER} or {@link Fence.Verdict#WRONG_PARTITION}
     * @param current the ledger's entry
     */
    record Refused(Fence.Verdict verdict, LedgerEntry current) implements FlipOutcome {}

    /** A chunk that the entry lists was swept by another owner: stage again. */
    record ChunksMissing() implements FlipOutcome {}
}

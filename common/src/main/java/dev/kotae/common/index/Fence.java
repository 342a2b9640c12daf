package dev.kotae.common.index;

/**
 * What decides which of two changes to a document is the newer one: both have producer versions, then the greater wins, ties
 * by offset; else the greater offset wins. The script that writes the ledger judges by the same rule, atomically.
 *
 * @param position where the ledger's change stands
 * @param highestVersion the highest producer version applied so far, or null where there was none
 */
public record Fence(Position position, Long highestVersion) {

    /** What becomes of an incoming change. */
    public enum Verdict {
        /** It is newer: it may be applied. */
        NEWER,
        /** It is the very change that the ledger has. */
        SAME,
        /** The ledger has a newer one. */
        OLDER,
        /** The document's changes came from another partition of this topic. */
        WRONG_PARTITION
    }

    /**
     * Judges a change against this state.
     *
     * @param incoming where the change stands; of the same topic id
     * @param version the change's producer version, or null
     */
    public Verdict judge(Position incoming, Long version) {
        if (incoming.partition() != position.partition()) {
            return Verdict.WRONG_PARTITION;
        }
        if (incoming.offset() == position.offset()) {
            return Verdict.SAME;
        }
        if (version != null && highestVersion != null && !version.equals(highestVersion)) {
            return version > highestVersion ? Verdict.NEWER : Verdict.OLDER;
        }
        return incoming.offset() > position.offset() ? Verdict.NEWER : Verdict.OLDER;
    }

    /** The state after the change was applied. */
    public Fence after(Position applied, Long version) {
        Long highest = highestVersion == null || version != null && version > highestVersion ? version : highestVersion;
        return new Fence(applied, highest);
    }
}

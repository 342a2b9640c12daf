package dev.kotae.ingest.apply;

import java.util.List;

/**
 * What became of one document in one batch.
 *
 * @param settled all its records, in the order of their offsets
 * @param swept how many chunks were deleted
 */
public record DocumentOutcome(List<Settled> settled, int swept) {

    public DocumentOutcome {
        settled = List.copyOf(settled);
    }
}

package dev.kotae.ingest.api;

import dev.kotae.common.index.ChunkSearch.CollectionState;
import dev.kotae.common.index.Generation;
import java.util.List;

/**
 * A collection as it is now.
 *
 * @param collection its name
 * @param generation its live generation
 * @param documents how many documents are live
 * @param chunks how many chunks can be searched
 * @param lag how many changes wait, in the partitions that this instance reads
 * @param partitions those partitions
 */
record CollectionView(
        String collection,
        Generation generation,
        long documents,
        long chunks,
        long lag,
        List<PartitionView> partitions) {

    static CollectionView of(CollectionState state, List<PartitionView> partitions) {
        return new CollectionView(
                state.live().collection(),
                state.live(),
                state.documents(),
                state.chunks(),
                partitions.stream().mapToLong(PartitionView::lag).sum(),
                partitions);
    }

    /**
     * A partition that this instance reads.
     *
     * @param partition its number
     * @param position the offset of the next change
     * @param lag how many changes wait
     * @param failing why work is tried again at the moment, or null
     */
    record PartitionView(int partition, long position, long lag, String failing) {}
}

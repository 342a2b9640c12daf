package dev.kotae.eval.evidence;

import io.smallrye.mutiny.Uni;

/** How many partitions the topics of answers and of ratings have, both the same. */
@FunctionalInterface
public interface PartitionCount {

    /**
     * The number, at least 1. Never blocks.
     *
     * @return fails while Kafka is away and the number is not known yet, while one of the topics is missing, and if their numbers differ
     */
    Uni<Integer> get();
}

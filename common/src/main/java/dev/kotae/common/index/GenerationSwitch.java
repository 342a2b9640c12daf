package dev.kotae.common.index;

import io.smallrye.mutiny.Uni;

/**
 * What makes a generation the live one that is built beside it. Every partition has a goal: where its topic ended when the new generation
 * took it up first. Once it has reached all of them it holds all that the live one held then, and takes its place; nothing is deleted, so
 * that who writes the name back has the old one again, as it was left.
 *
 * <p>Nothing blocks; every method fails when Redis cannot be reached, and may be repeated.
 */
public interface GenerationSwitch {

    /** Whether searches use this generation now. */
    Uni<Boolean> isLive(Generation generation);

    /**
     * Notes how far a partition has to be read; the goal that was noted first stays.
     *
     * @param end the topic's end offset
     */
    Uni<Void> noteGoal(Generation generation, int partition, long end);

    /**
     * Makes the generation live if it has reached its goals in all partitions and the live one was not pinned: one atomic step.
     *
     * @param partitions how many the topic has
     * @return whether it was made live by this
     */
    Uni<Boolean> switchTo(Generation generation, int partitions);
}

package dev.kotae.eval.evidence;

/**
 * A slice of one partition.
 *
 * @param slice what its answers have in common
 * @param tally what was counted
 */
public record Counted(Slice slice, Tally tally) {}

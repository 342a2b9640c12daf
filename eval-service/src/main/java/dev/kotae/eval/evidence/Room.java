package dev.kotae.eval.evidence;

/**
 * How much is kept apart in a partition; what comes beyond is counted in {@link Slice#other}, so that no producer's inventions fill
 * Redis.
 *
 * @param mostModels models
 * @param mostSlices slices
 */
record Room(int mostModels, int mostSlices) {}

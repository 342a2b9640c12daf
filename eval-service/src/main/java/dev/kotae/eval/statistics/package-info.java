/**
 * What follows from counts: intervals for means, percentiles of latencies, whether one model is better than another.
 * Plain functions of plain values; every formula names its source here and in {@code docs/evaluation.md}.
 */
package dev.kotae.eval.statistics;

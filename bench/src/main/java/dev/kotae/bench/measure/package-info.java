/**
 * How figures come about: candidates in turns, loads that do not wait for their answers, and what the samples say, with intervals.
 * Plain computation but for the clocks.
 */
package dev.kotae.bench.measure;

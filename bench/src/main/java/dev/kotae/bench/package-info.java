/**
 * Measures the suite beside its goals and beside the plain parts it is made of, and keeps {@code docs/benchmarks.md} true to what was
 * measured. Nothing here is asserted in a test: a missed goal is written down as it is.
 */
package dev.kotae.bench;

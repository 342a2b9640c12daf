package dev.kotae.eval.request;

import java.time.Instant;

/**
 * What is known of a request when it comes.
 *
 * @param at when it was first sent: a repeat makes the very same record
 * @param kept whether an earlier try of it was kept, so that there is nothing left to do
 */
public record Claim(Instant at, boolean kept) {}

package dev.kotae.ingest.apply;

import dev.kotae.common.event.Receipt;
import dev.kotae.ingest.change.Arrival;

/**
 * A record whose fate is known.
 *
 * @param arrival the record
 * @param receipt what became of it
 */
public record Settled(Arrival arrival, Receipt receipt) {}

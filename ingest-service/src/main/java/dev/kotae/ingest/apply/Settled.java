package dev.kotae.ingest.apply;

import dev.kotae.common.event.Receipt;
import dev.kotae.ingest.change.Arrival;

/**
 * A record whose fate is known.
 *
 * @param arrival the record
 * @param receipt what became of it
 * @param repeated whether that was known before: the record was read again
 */
public record Settled(Arrival arrival, Receipt receipt, boolean repeated) {

    static Settled now(Arrival arrival, Receipt receipt) {
        return new Settled(arrival, receipt, false);
    }
}

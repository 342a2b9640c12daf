package dev.kotae.ingest.apply;

import dev.kotae.common.document.DocumentChange;
import dev.kotae.common.index.Position;
import dev.kotae.ingest.change.Arrival;

/**
 * A record that was understood.
 *
 * @param arrival the record
 * @param change what it says
 */
record ReadChange(Arrival arrival, DocumentChange change) {

    Position position() {
        return arrival.position();
    }

    /** The version to show: the producer's, else the offset. */
    long version() {
        return change.version() == null ? position().offset() : change.version();
    }
}

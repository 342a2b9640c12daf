package dev.kotae.ingest.apply;

import dev.kotae.common.document.ContentHash;
import dev.kotae.common.document.DocumentChange.Upsert;
import dev.kotae.common.document.DocumentId;
import dev.kotae.common.event.Receipt;
import dev.kotae.common.event.Receipt.Outcome;
import dev.kotae.common.index.Generation;
import dev.kotae.ingest.change.Arrival;
import dev.kotae.ingest.change.RejectedChangeException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Writes receipts. */
final class Receipts {

    private final Clock clock;

    Receipts(Clock clock) {
        this.clock = clock;
    }

    /** The document is as the change wants it. */
    Receipt live(ReadChange change, Outcome outcome, int chunks, int embedded, Generation generation) {
        return receipt(change, outcome, chunks, embedded, generation.name());
    }

    Receipt superseded(ReadChange change) {
        return receipt(change, Outcome.SUPERSEDED, null, null, null);
    }

    /**
     * A change that can never work.
     *
     * @param id its document, or null where it names none
     * @param version its version, or null where it could not be read
     */
    Receipt rejected(Arrival arrival, DocumentId id, Long version, RejectedChangeException why) {
        return new Receipt(
                Receipt.SCHEMA,
                arrival.collection(),
                id == null ? null : id.value(),
                arrival.position().topicId(),
                arrival.position().partition(),
                arrival.position().offset(),
                version,
                Outcome.REJECTED,
                why.reason().code(),
                why.getMessage(),
                null,
                null,
                null,
                null,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private Receipt receipt(ReadChange change, Outcome outcome, Integer chunks, Integer embedded, String generation) {
        return new Receipt(
                Receipt.SCHEMA,
                change.change().id().collection(),
                change.change().id().value(),
                change.position().topicId(),
                change.position().partition(),
                change.position().offset(),
                change.version(),
                outcome,
                null,
                null,
                change.change() instanceof Upsert upsert
                        ? ContentHash.of(upsert.content()).hex()
                        : null,
                chunks,
                embedded,
                generation,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}

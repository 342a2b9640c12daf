package dev.kotae.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.event.Receipt;
import dev.kotae.common.index.Generation;
import dev.kotae.common.index.LedgerEntry;
import java.util.Locale;

/**
 * What is live of a document.
 *
 * @param collection its collection
 * @param id its id
 * @param state {@code live} or {@code deleted}
 * @param version its version
 * @param contentHash SHA-256 of its bytes; absent where deleted
 * @param chunks how many chunks it has
 * @param generation the generation that holds them
 * @param receipt the receipt of the change that made it so; absent in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DocumentView(
        String collection,
        String id,
        String state,
        long version,
        String contentHash,
        int chunks,
        String generation,
        Receipt receipt) {

    static DocumentView of(Generation generation, LedgerEntry entry) {
        return view(generation, entry, entry.receipt());
    }

    static DocumentView inList(Generation generation, LedgerEntry entry) {
        return view(generation, entry, null);
    }

    private static DocumentView view(Generation generation, LedgerEntry entry, Receipt receipt) {
        return new DocumentView(
                generation.collection(),
                entry.document().value(),
                entry.state().name().toLowerCase(Locale.ROOT),
                entry.version(),
                entry.contentHash(),
                entry.chunks().size(),
                generation.name(),
                receipt);
    }
}

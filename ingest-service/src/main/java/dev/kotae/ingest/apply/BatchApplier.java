package dev.kotae.ingest.apply;

import dev.kotae.common.document.DocumentId;
import dev.kotae.common.index.ChunkIndex;
import dev.kotae.common.index.Generation;
import dev.kotae.ingest.change.Arrival;
import dev.kotae.ingest.change.ChangeReader;
import dev.kotae.ingest.change.RejectedChangeException;
import dev.kotae.ingest.embed.ChunkVectors;
import dev.kotae.ingest.plan.Planner;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** Applies the records of one poll of one partition: document by document, several documents at a time. */
public final class BatchApplier {

    private final ChangeReader reader;
    private final ChunkIndex index;
    private final ChangeApplier applier;
    private final Receipts receipts;
    private final Executor workers;
    private final int documentsAtATime;

    /**
     * An applier.
     *
     * @param workers for what takes time to compute
     * @param documentsAtATime how many documents of a batch are under way at a time
     */
    public BatchApplier(
            ChangeReader reader,
            Planner planner,
            ChunkVectors vectors,
            ChunkIndex index,
            Clock clock,
            Executor workers,
            int documentsAtATime) {
        this.reader = reader;
        this.index = index;
        this.receipts = new Receipts(clock);
        this.applier = new ChangeApplier(index, vectors, planner, receipts, workers);
        this.workers = workers;
        this.documentsAtATime = documentsAtATime;
    }

    /**
     * Settles the records, those of one document together, as soon as that document is done. Fails once all documents have been
     * tried if something was away for any of them; what was done by then is done, and may be done again.
     *
     * @param arrivals records of one collection and partition in the order of their offsets
     */
    public Multi<DocumentOutcome> apply(Generation generation, List<Arrival> arrivals) {
        Map<DocumentId, List<Arrival>> documents = new LinkedHashMap<>();
        List<Settled> unnamed = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            try {
                documents
                        .computeIfAbsent(reader.id(arrival), id -> new ArrayList<>())
                        .add(arrival);
            } catch (RejectedChangeException e) {
                unnamed.add(Settled.now(arrival, receipts.rejected(arrival, null, null, e)));
            }
        }
        Multi<DocumentOutcome> rejected = unnamed.isEmpty()
                ? Multi.createFrom().empty()
                : Multi.createFrom().item(new DocumentOutcome(unnamed, 0));
        Multi<DocumentOutcome> worked = Multi.createFrom()
                .iterable(documents.entrySet())
                .onItem()
                .transformToUni(document -> Uni.createFrom()
                        .deferred(() -> new DocumentTurn(generation, document.getKey(), index, applier, receipts)
                                .run(reader, document.getValue()))
                        .runSubscriptionOn(workers))
                .collectFailures()
                .merge(documentsAtATime);
        return Multi.createBy().concatenating().collectFailures().streams(rejected, worked);
    }
}

package dev.kotae.ingest.consume;

import dev.kotae.common.event.Receipt.Outcome;
import dev.kotae.common.event.Topics;
import dev.kotae.common.index.ChunkIndex;
import dev.kotae.common.index.Generation;
import dev.kotae.common.index.Position;
import dev.kotae.common.projection.Projection;
import dev.kotae.ingest.apply.BatchApplier;
import dev.kotae.ingest.apply.DocumentOutcome;
import dev.kotae.ingest.apply.Generations;
import dev.kotae.ingest.apply.Settled;
import dev.kotae.ingest.change.Arrival;
import dev.kotae.ingest.publish.DeadLetterPublisher;
import dev.kotae.ingest.publish.ReceiptPublisher;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Builds the index from the documents' topics. Of each document's changes the dead letters are acknowledged before the receipts
 * are sent, and all receipts of a batch before its offset advances: whatever is read again is only said again.
 */
@Singleton
class DocumentConsumer implements Projection {

    private static final int PUBLISHED_AT_A_TIME = 16;

    private final Generations generations;
    private final ChunkIndex index;
    private final BatchApplier applier;
    private final DeadLetterPublisher deadLetters;
    private final ReceiptPublisher receipts;
    private final ChangeSpans spans;
    private final IngestMetrics metrics;
    private final Newcomers newcomers;

    DocumentConsumer(
            Generations generations,
            ChunkIndex index,
            BatchApplier applier,
            DeadLetterPublisher deadLetters,
            ReceiptPublisher receipts,
            ChangeSpans spans,
            IngestMetrics metrics,
            Newcomers newcomers) {
        this.generations = generations;
        this.index = index;
        this.applier = applier;
        this.deadLetters = deadLetters;
        this.receipts = receipts;
        this.spans = spans;
        this.metrics = metrics;
        this.newcomers = newcomers;
    }

    /** Opens the generation each time: should Redis have lost it, it is there again before anything is written. */
    @Override
    public Uni<Long> position(TopicPartition partition, String topicId) {
        Generation generation = generations.of(Topics.collection(partition.topic()), topicId);
        Uni<Void> open = Generations.canOpen(generation)
                ? index.open(generation)
                        .chain(() -> newcomers.takenUp(generation, partition.topic(), partition.partition()))
                : Uni.createFrom().voidItem();
        return open.chain(() -> index.offset(generation, partition.partition()));
    }

    @Override
    public Uni<Boolean> apply(Batch batch) {
        Generation generation =
                generations.of(Topics.collection(batch.partition().topic()), batch.topicId());
        List<Arrival> arrivals = batch.records().stream()
                .map(record -> arrival(record, batch.topicId()))
                .toList();
        metrics.batch(arrivals.size());
        ChangeSpans.Open open = spans.begin(arrivals);
        return applier.apply(generation, arrivals)
                .onItem()
                .transformToUni(document -> publish(document, open))
                .collectFailures()
                .merge(PUBLISHED_AT_A_TIME)
                .collect()
                .last()
                .chain(() -> index.advance(generation, batch.partition().partition(), batch.from(), batch.next()))
                .call(() -> newcomers.advanced(generation))
                .onTermination()
                .invoke(open::abandon);
    }

    private Uni<Void> publish(DocumentOutcome document, ChangeSpans.Open open) {
        List<Settled> settled = document.settled();
        List<Settled> rejected = settled.stream()
                .filter(one -> one.receipt().outcome() == Outcome.REJECTED)
                .toList();
        return all(rejected.stream()
                        .map(one -> deadLetters.send(one, open.headers(one.arrival())))
                        .toList())
                .chain(() -> all(settled.stream()
                        .map(one -> receipts.send(one.receipt(), open.headers(one.arrival())))
                        .toList()))
                .invoke(() -> {
                    settled.forEach(open::end);
                    metrics.document(document);
                });
    }

    private static Uni<Void> all(List<Uni<Void>> sends) {
        return Multi.createFrom()
                .iterable(sends)
                .onItem()
                .transformToUniAndMerge(send -> send)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Arrival arrival(ConsumerRecord<byte[], byte[]> record, String topicId) {
        List<Arrival.Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new Arrival.Header(header.key(), header.value())));
        return new Arrival(
                new Position(topicId, record.partition(), record.offset()),
                record.topic(),
                Topics.collection(record.topic()),
                record.key(),
                record.value(),
                headers,
                Instant.ofEpochMilli(record.timestamp()));
    }
}

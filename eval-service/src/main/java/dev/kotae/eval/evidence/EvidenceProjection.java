package dev.kotae.eval.evidence;

import dev.kotae.common.projection.Projection;
import dev.kotae.eval.evidence.EvidenceEvent.Refused;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads answers and ratings into the counts. A record that cannot be counted is logged by position and reason, never with its
 * text, and passed; nothing else stops for it.
 */
final class EvidenceProjection implements Projection {

    /** So many events one script applies: a few milliseconds of Redis' time. */
    private static final int SCRIPT_EVENTS = 500;

    private static final Logger LOG = Logger.getLogger(EvidenceProjection.class);

    private final EvidenceReader reader;
    private final RedisEvidence evidence;
    private final PartitionCount partitions;
    private final EvidenceMetrics metrics;
    private final EvidenceTrace trace;

    EvidenceProjection(
            EvidenceReader reader,
            RedisEvidence evidence,
            PartitionCount partitions,
            EvidenceMetrics metrics,
            EvidenceTrace trace) {
        this.reader = reader;
        this.evidence = evidence;
        this.partitions = partitions;
        this.metrics = metrics;
        this.trace = trace;
    }

    @Override
    public Uni<Long> position(TopicPartition partition, String topicId) {
        return evidence.takeUp(partition.topic(), partition.partition(), topicId);
    }

    @Override
    public Uni<Boolean> apply(Batch batch) {
        return partitions.get().chain(count -> trace.span(batch, () -> apply(batch, count, 0, batch.from())));
    }

    /** One script after another. If one in the middle fails, the batch comes again and finds the position moved: it is taken up anew. */
    private Uni<Boolean> apply(Batch batch, int partitionCount, int start, long from) {
        List<ConsumerRecord<byte[], byte[]>> records = batch.records();
        if (start >= records.size()) {
            return Uni.createFrom().item(true);
        }
        int end = Math.min(records.size(), start + SCRIPT_EVENTS);
        long next = records.get(end - 1).offset() + 1;
        return Uni.createFrom()
                .item(() -> read(records.subList(start, end), partitionCount))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(events -> evidence.apply(
                                batch.partition().topic(),
                                batch.partition().partition(),
                                batch.topicId(),
                                from,
                                next,
                                events)
                        .chain(advanced -> {
                            if (!advanced) {
                                return Uni.createFrom().item(false);
                            }
                            note(records.subList(start, end), events);
                            return apply(batch, partitionCount, end, next);
                        }));
    }

    private List<EvidenceEvent> read(List<ConsumerRecord<byte[], byte[]>> records, int partitionCount) {
        List<EvidenceEvent> events = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            events.add(reader.read(
                    record.topic(), record.partition(), partitionCount, record.offset(), record.key(), record.value()));
        }
        return events;
    }

    private void note(List<ConsumerRecord<byte[], byte[]>> records, List<EvidenceEvent> events) {
        int applied = 0;
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = records.get(i);
            if (events.get(i) instanceof Refused refused) {
                LOG.warnf(
                        "Not counted: %s-%d@%d, %s",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        refused.reason().code());
                metrics.refused(record.topic(), refused.reason());
            } else {
                applied++;
            }
        }
        metrics.applied(records.get(0).topic(), applied);
    }
}

package dev.kotae.common.projection;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A state that is built from Kafka's records and keeps, beside itself, how far it has read.
 *
 * <p>Methods are called on the consumer's thread and must return at once; their results may come on any thread. For one
 * partition at most one call is under way. A failed result means that something is away: the call is repeated with the same
 * arguments after a pause, for as long as it takes.
 */
public interface Projection {

    /**
     * Where the projection has got to.
     *
     * @param partition a partition that was assigned to this consumer
     * @param topicId Kafka's id of its topic now, as {@code Uuid.toString} writes it
     * @return the next offset to read, 0 for the partition's start
     */
    Uni<Long> position(TopicPartition partition, String topicId);

    /**
     * Applies records and, with or after them, advances the position by compare-and-set.
     *
     * @param batch records of one partition in the order of their offsets
     * @return true if the position is {@code batch.next()} now; false if it no longer was {@code batch.from()}: somebody else moved it, or
     *     the projection was lost, and the partition is taken up anew
     */
    Uni<Boolean> apply(Batch batch);

    /**
     * Records of one partition.
     *
     * @param partition the partition
     * @param topicId Kafka's id of the topic
     * @param from the position that the projection had when this batch was begun
     * @param records at least one, offsets ascending from {@code from}; gaps are compacted records
     */
    record Batch(TopicPartition partition, String topicId, long from, List<ConsumerRecord<byte[], byte[]>> records) {

        public Batch {
            records = List.copyOf(records);
        }

        /** The position after this batch. */
        public long next() {
            return records.get(records.size() - 1).offset() + 1;
        }
    }
}

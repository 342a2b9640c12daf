package dev.kotae.common.index;

/**
 * Where a change stands in Kafka.
 *
 * @param topicId Kafka's id of the topic, as {@code Uuid.toString} writes it
 * @param partition the partition, from 0
 * @param offset the offset, from 0
 */
public record Position(String topicId, int partition, long offset) {}

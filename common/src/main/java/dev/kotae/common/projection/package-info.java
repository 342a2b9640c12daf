/**
 * Reading Kafka exactly: partitions are taken up where the projection in Redis says, not where Kafka's commits say.
 * {@link dev.kotae.common.projection.PartitionConsumer} turns; a {@link dev.kotae.common.projection.Projection} knows what records mean.
 */
package dev.kotae.common.projection;

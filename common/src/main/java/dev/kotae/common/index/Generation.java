package dev.kotae.common.index;

/**
 * One index of a collection, built by one embedder, splitter and analyser from one topic.
 *
 * @param collection the collection
 * @param name unique inside the collection; fit for a key
 * @param topicId Kafka's id of the topic it is built from
 * @param embedder the embedder's id
 * @param dimension the length of its vectors
 */
public record Generation(String collection, String name, String topicId, String embedder, int dimension) {}

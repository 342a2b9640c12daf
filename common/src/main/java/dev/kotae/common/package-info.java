/**
 * What two of Kotae's services share, and nothing else.
 * Rooms: documents, chunks, embeddings, the index in Redis, text analysis, events, and the exact reading of Kafka.
 */
package dev.kotae.common;

package dev.kotae.common.chunk;

/**
 * A chunk and its vector, ready to be stored.
 *
 * @param chunk the chunk
 * @param vector the unit-length embedding of {@code chunk.embeddedText()}; its length is the generation's dimension
 */
public record EmbeddedChunk(Chunk chunk, float[] vector) {}

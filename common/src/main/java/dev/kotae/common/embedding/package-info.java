/**
 * Turns text into vectors. {@link dev.kotae.common.embedding.Embedder} is the port; its adapters run a model in this process
 * or call a server.
 */
package dev.kotae.common.embedding;

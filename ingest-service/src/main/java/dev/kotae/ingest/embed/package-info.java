/**
 * Gives chunks their vectors: from the store where it has them already, else from the embedder.
 */
package dev.kotae.ingest.embed;

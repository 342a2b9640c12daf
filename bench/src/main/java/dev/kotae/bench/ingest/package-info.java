/**
 * From the command's start to a document that is found: how long it takes, how much fits through, and what it costs beside the embedder
 * alone.
 */
package dev.kotae.bench.ingest;

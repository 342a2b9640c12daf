/**
 * From a document's own bytes to its sections and blocks, in the order and in the words of the source.
 * Each content type has its parser; none of them knows of chunks.
 */
package dev.kotae.ingest.parse;

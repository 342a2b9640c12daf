/**
 * From sections to chunks: as much as fits the embedder, never across a section, and so that an edit moves no boundary far from it.
 * Nothing is dropped and nothing is cut off in silence.
 */
package dev.kotae.ingest.split;

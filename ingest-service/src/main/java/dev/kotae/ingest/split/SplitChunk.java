package dev.kotae.ingest.split;

import java.util.List;

/**
 * A piece of a section that will be one chunk.
 *
 * @param section the headings above it, outermost first
 * @param anchor the section's fragment, or empty
 * @param text the source, word for word
 * @param embeddedText what the embedder reads: the last headings, then the text
 */
public record SplitChunk(List<String> section, String anchor, String text, String embeddedText) {}

package dev.kotae.query.citation;

import dev.kotae.common.index.Hit;

/**
 * A chunk as the model was given it.
 *
 * @param marker its number in the prompt, from 1
 * @param hit the chunk
 * @param text what was given: the chunk, and its neighbours where they belong together
 */
public record Source(int marker, Hit hit, String text) {}

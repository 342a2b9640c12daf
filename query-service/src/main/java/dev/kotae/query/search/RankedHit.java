package dev.kotae.query.search;

import dev.kotae.common.index.Hit;

/**
 * A hit with what both legs together say of it.
 *
 * @param hit the hit
 * @param score 0 to 1, greater is better; comparable between questions, since its bounds are fixed
 */
public record RankedHit(Hit hit, double score) {}

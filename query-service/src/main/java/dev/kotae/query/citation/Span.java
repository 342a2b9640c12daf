package dev.kotae.query.citation;

/**
 * A part of an answer's text.
 *
 * @param start where it begins, in UTF-16 units, as browsers and Java count
 * @param end where it ends, exclusive
 * @param text what stands there
 */
public record Span(int start, int end, String text) {}

package dev.kotae.eval.evidence;

/**
 * Where a question's answer is.
 *
 * @param question the question's id
 * @param partition of {@code kotae.answers}
 * @param offset in it
 */
public record SampledAnswer(String question, int partition, long offset) {}

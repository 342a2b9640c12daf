package dev.kotae.eval.statistics;

/**
 * Ratings that one user gave to two candidates' answers to one question.
 *
 * @param one a candidate
 * @param other another one
 * @param oneStars the stars of the one, 1 to 5
 * @param otherStars the stars of the other, 1 to 5
 * @param count how many such pairs
 * @param <T> what a candidate is
 */
public record PairedStars<T>(T one, T other, int oneStars, int otherStars, long count) {}

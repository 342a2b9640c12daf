/**
 * Votes: which of two answers that were shown side by side was the better one. Which models wrote them is told only once the vote is
 * kept.
 */
package dev.kotae.eval.vote;

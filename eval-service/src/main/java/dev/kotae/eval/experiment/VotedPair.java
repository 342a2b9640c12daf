package dev.kotae.eval.experiment;

/**
 * Two answers that a user saw side by side and voted on. It says where they are, and nothing of who the user is.
 *
 * @param question the question's id
 * @param partition of {@code kotae.answers}
 * @param first offset of the answer that was shown first
 * @param second offset of the other one
 * @param voter the user, by a number of this experiment alone
 * @param vote what the user said
 */
record VotedPair(String question, int partition, long first, long second, int voter, Preference vote) {}

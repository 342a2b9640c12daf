package dev.kotae.eval.evidence;

import java.time.Instant;

/**
 * A question of which an answer was rated, or whose two answers were voted on. Its answers have the same asker, who alone can judge
 * them.
 *
 * @param partition the partition of both topics that all of it lies in
 * @param questionId the question
 * @param user whom the answers were given to
 * @param first the answer of number 1, or null while it is not counted
 * @param second the answer of number 2, or null where there is none
 * @param ballot the vote between the two, or null; only where both are counted and were shown together
 */
public record Judged(int partition, String questionId, String user, Given first, Given second, Ballot ballot) {

    /**
     * An answer that was given.
     *
     * @param slice where it is counted
     * @param offset of its record on {@code kotae.answers}
     * @param stars 1 to 5, or 0 where it was not rated
     * @param ratedAt when it was rated, or null
     * @param ratingOffset of the rating's record on {@code kotae.ratings}, or -1
     */
    public record Given(Slice slice, long offset, int stars, Instant ratedAt, long ratingOffset) {

        /** Whether it was rated. */
        public boolean rated() {
            return stars > 0;
        }
    }

    /**
     * A vote.
     *
     * @param preferred 1 for the answer of number 1, 2 for the other, 0 for a tie
     * @param secondShownFirst whether the answer of number 2 stood on the first side; else number 1 did
     * @param at when it was given
     * @param offset of its record on {@code kotae.ratings}
     */
    public record Ballot(int preferred, boolean secondShownFirst, Instant at, long offset) {}
}

package dev.kotae.ingest.split;

/**
 * The smallest piece of a source that is kept whole.
 *
 * @param start where it begins
 * @param end where it ends
 * @param tokens how many tokens it has by itself
 * @param seam what it begins
 */
record Unit(int start, int end, int tokens, Seam seam) {

    /** What a unit begins, the best place to part first. */
    enum Seam {
        /** A paragraph, a list item, a code block, a table. */
        BLOCK,
        /** A line of a block that is too long. */
        LINE,
        /** A sentence of a line that is too long. */
        SENTENCE,
        /** Anything: the sentence before was too long. */
        CHARACTER
    }
}

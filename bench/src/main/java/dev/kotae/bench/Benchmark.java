package dev.kotae.bench;

import dev.kotae.bench.page.Section;

/** Something that can be measured by itself. */
public interface Benchmark {

    /** What the command calls it. */
    String name();

    /**
     * Measures. Takes a few minutes at the most.
     *
     * @throws Unmeasurable if what it needs is not there
     */
    Section run(Stage stage) throws Exception;

    /** Something that a benchmark needs is not on this machine; says what. */
    final class Unmeasurable extends Exception {
        private static final long serialVersionUID = 1;

        /** Says what is missing. */
        public Unmeasurable(String missing) {
            super(missing);
        }
    }
}

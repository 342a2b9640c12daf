package dev.kotae.bench.measure;

import java.util.Collection;

/**
 * One of several ways to do the same work.
 *
 * @param name what it is called in tables
 * @param processes the processes whose processor time its work costs
 * @param work the work
 */
public record Candidate(String name, Collection<ProcessHandle> processes, Work work) {

    /** The work of one block. */
    public interface Work {

        /**
         * Does it and returns when it is done.
         *
         * @param block counted from 0
         * @return how much was done, in units that all candidates share
         */
        double run(int block) throws Exception;
    }
}

package dev.kotae.local.suite;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/** Hands out ports so that a part whose port is taken does not take the one that another part is about to use. */
final class PortPlan {
    private final Set<Integer> promised;
    private final IntPredicate free;

    /**
     * @param free whether a port can be had
     * @param promised what a part may have only if it asks for it
     */
    PortPlan(IntPredicate free, Set<Integer> promised) {
        this.free = free;
        this.promised = new HashSet<>(promised);
    }

    /** The port that the part had the last time (0 if none) where it is free, else its usual one, else the next free one after that. */
    int take(int last, int usual) {
        if (last != 0 && free.test(last)) {
            return last;
        }
        int port = usual;
        while ((port != usual && promised.contains(port)) || !free.test(port)) {
            port++;
        }
        promised.add(port);
        return port;
    }
}

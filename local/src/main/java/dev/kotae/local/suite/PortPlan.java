package dev.kotae.local.suite;

import dev.kotae.local.process.Ports;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/** Hands out ports so that a part whose port is taken does not take the one that another part is about to use. */
final class PortPlan {
    private final Set<Integer> promised = new HashSet<>();
    private final IntPredicate free;

    PortPlan(IntPredicate free, Set<Integer> preferredByParts) {
        this.free = free;
        promised.addAll(preferredByParts);
    }

    static PortPlan ofThisMachine(Set<Integer> preferredByParts) {
        return new PortPlan(Ports::claim, preferredByParts);
    }

    /** The preferred port where it is free, else the next free one that nobody prefers. */
    int take(int preferred) {
        int port = preferred;
        while ((port != preferred && promised.contains(port)) || !free.test(port)) {
            port++;
        }
        promised.add(port);
        return port;
    }
}

package dev.kotae.query.limit;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * So many calls at a time, and a line of those that wait, first come first served. Nothing blocks. Safe for use by several threads.
 */
public final class Places {

    private final int most;
    private final int mostWaiting;
    private final Deque<Ticket> line = new ArrayDeque<>();
    private int taken;

    /**
     * Places, all of them free.
     *
     * @param most how many calls at a time, at least 1
     * @param mostWaiting how long the line may be
     */
    public Places(int most, int mostWaiting) {
        this.most = most;
        this.mostWaiting = mostWaiting;
    }

    /** A claim to one place, not made yet. */
    public Ticket ticket() {
        return new Ticket();
    }

    /** Whether a claim made now would find the line full. */
    public synchronized boolean isFull() {
        return taken >= most && line.size() >= mostWaiting;
    }

    synchronized int taken() {
        return taken;
    }

    synchronized int waiting() {
        return line.size();
    }

    /** One caller's claim. {@link #giveBack} has to be called however the caller ends, also while it waits. */
    public final class Ticket {

        private boolean held;
        private boolean returned;
        private UniEmitter<? super Ticket> waiting;

        /** Emits as soon as there is a place; fails with {@link FullException} where the line is full. */
        public Uni<Ticket> claim() {
            return Uni.createFrom().emitter(emitter -> {
                boolean full = false;
                synchronized (Places.this) {
                    if (taken < most) {
                        taken++;
                        held = true;
                    } else if (line.size() < mostWaiting) {
                        waiting = emitter;
                        line.addLast(this);
                    } else {
                        full = true;
                    }
                }
                if (full) {
                    emitter.fail(new FullException());
                } else if (held) {
                    emitter.complete(this);
                }
            });
        }

        /** Leaves the place, or the line. May be called more than once. */
        public void giveBack() {
            Ticket next = null;
            synchronized (Places.this) {
                if (returned) {
                    return;
                }
                returned = true;
                if (!held) {
                    line.remove(this);
                    return;
                }
                next = line.pollFirst();
                if (next == null) {
                    taken--;
                } else {
                    next.held = true;
                }
            }
            if (next != null) {
                next.waiting.complete(next);
            }
        }
    }

    /** Too many wait already. */
    public static final class FullException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** Says no more than that. */
        public FullException() {
            super("Too many calls wait for a place");
        }
    }
}

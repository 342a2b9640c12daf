package dev.kotae.local.publish;

/** A line or a file that is no change; the rest goes on without it. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }
}

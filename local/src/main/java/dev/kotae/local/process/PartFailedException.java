package dev.kotae.local.process;

/** A part of the suite cannot run; the message says which, why, and what to do, in words for the person at the terminal. */
public final class PartFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message that needs no stack trace beside it. */
    public PartFailedException(String message) {
        super(message);
    }

    /** With the error that led to it. */
    public PartFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.kotae.local.command;

/** A service refused, failed or was not there; the message is for the person at the terminal. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ApiException(String message) {
        super(message);
    }
}

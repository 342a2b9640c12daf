package dev.kotae.eval.experiment;

/** The query service will never answer this, however often it is asked: it says why. */
final class RefusedReplayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedReplayException(String message) {
        super(message);
    }
}

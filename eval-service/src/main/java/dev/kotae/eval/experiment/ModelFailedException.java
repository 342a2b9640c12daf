package dev.kotae.eval.experiment;

/** The query service asked a model, and it failed; it may fail on this every time. */
final class ModelFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelFailedException(String message) {
        super(message);
    }
}

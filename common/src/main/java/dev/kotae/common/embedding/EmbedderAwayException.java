package dev.kotae.common.embedding;

/** The embedder's server did not give a vector; asked later it may. The message says what happened, never what was to be embedded. */
public final class EmbedderAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbedderAwayException(String message) {
        super(message);
    }

    EmbedderAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}

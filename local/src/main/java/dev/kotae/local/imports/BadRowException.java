package dev.kotae.local.imports;

/** A row that is left out, and why, in words for whoever made the file. */
final class BadRowException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRowException(String reason) {
        super(reason);
    }
}

package dev.kotae.query.model;

/** A server answered with something that is not OpenAI's API. */
final class StrangeAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StrangeAnswerException(String what) {
        super(what);
    }
}

package dev.kotae.eval.evidence;

/** The parts of an answer whose duration is counted, of answers with a text only: a quick failure is no quick answer. */
public enum LatencyPart {
    /** Waiting for a free place. */
    QUEUE("queue"),
    /** Embedding the question. */
    EMBED("embed"),
    /** Searching. */
    SEARCH("search"),
    /** From the question's arrival to the first token. */
    FIRST_TOKEN("first"),
    /** The model's time per token after its first one. */
    OUTPUT_TOKEN("token"),
    /** From the question's arrival to the end. */
    TOTAL("total");

    private final String code;

    LatencyPart(String code) {
        this.code = code;
    }

    /** What its counters' names in Redis begin with, before a colon and the bucket's number. */
    String code() {
        return code;
    }
}

package dev.kotae.common.event;

/** The names of Kotae's topics. */
public final class Topics {

    /** What a collection's topic begins with; the collection's name follows. */
    public static final String DOCUMENTS_PREFIX = "kotae.documents.";

    /** What became of each change. Key {@code <collection>/<document id>}, value {@link Receipt}. */
    public static final String RECEIPTS = "kotae.receipts";

    /** Changes that can never work: original key, bytes and headers, and {@code kotae-*} headers that say why. */
    public static final String DEAD_LETTERS = "kotae.dead-letters";

    /** Every answer. Key: the answer's id, value {@link AnswerCompleted}, partitioned by the question's id. */
    public static final String ANSWERS = "kotae.answers";

    /**
     * Every rating and vote. Key {@link Rating#key()} with value {@link Rating}, or {@link Vote#key} with value {@link Vote}, both
     * partitioned by the question's id.
     */
    public static final String RATINGS = "kotae.ratings";

    /** Reports that were pinned, as they were: the report's JSON. Key: the beginning of its hash. Never expires. */
    public static final String REPORTS = "kotae.reports";

    /** Experiments with what came of each of their questions. Key: the experiment's id, or that and the question's. Never expires. */
    public static final String EXPERIMENTS = "kotae.experiments";

    private Topics() {}

    /** The topic of a collection. */
    public static String documents(String collection) {
        return DOCUMENTS_PREFIX + collection;
    }

    /** The collection of a documents topic; not checked for validity. */
    public static String collection(String topic) {
        return topic.substring(DOCUMENTS_PREFIX.length());
    }
}

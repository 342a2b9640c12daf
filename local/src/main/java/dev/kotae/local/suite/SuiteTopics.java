package dev.kotae.local.suite;

import dev.kotae.local.kafka.Topics;
import java.util.Map;

/** The topics of the suite, and of each collection, as one machine has them. */
public final class SuiteTopics {
    /** What became of each change. */
    public static final String RECEIPTS = "kotae.receipts";

    private static final String PREFIX = "kotae.documents.";
    private static final int DOCUMENT_BYTES = 24 * 1024 * 1024;
    private static final int DEAD_LETTER_BYTES = DOCUMENT_BYTES + 64 * 1024;
    private static final int EVENT_PARTITIONS = 4;
    private static final int DOCUMENT_PARTITIONS = 2;
    private static final String SEVEN_DAYS = Long.toString(7L * 24 * 60 * 60 * 1000);

    private SuiteTopics() {}

    /** The topic that holds a collection's documents. */
    public static String ofCollection(String collection) {
        return PREFIX + collection;
    }

    /** Makes the topics that all collections share, where they are missing. */
    static void create(Topics topics) {
        topics.create(RECEIPTS, 1, Map.of("cleanup.policy", "delete"));
        topics.create(
                "kotae.dead-letters",
                1,
                Map.of("cleanup.policy", "delete", "max.message.bytes", Integer.toString(DEAD_LETTER_BYTES)));
        Map<String, String> events = Map.of("cleanup.policy", "compact", "delete.retention.ms", SEVEN_DAYS);
        topics.create("kotae.answers", EVENT_PARTITIONS, events);
        topics.create("kotae.ratings", EVENT_PARTITIONS, events);
        topics.create("kotae.reports", 1, events);
        topics.create("kotae.experiments", 1, events);
    }

    /**
     * Makes a collection's topic where it is missing.
     *
     * @return whether it was made now
     */
    public static boolean createCollection(Topics topics, String collection) {
        return topics.create(
                ofCollection(collection),
                DOCUMENT_PARTITIONS,
                Map.of(
                        "cleanup.policy",
                        "compact",
                        "delete.retention.ms",
                        SEVEN_DAYS,
                        "max.message.bytes",
                        Integer.toString(DOCUMENT_BYTES)));
    }
}

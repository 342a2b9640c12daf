package dev.kotae.ingest.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set under {@code kotae.ingest}; a name that is not here stops the start. */
@ConfigMapping(prefix = "kotae.ingest")
public interface IngestConfig {

    /** The most bytes of one document's own content; a larger one is rejected. */
    @WithDefault("16777216")
    int maxDocumentBytes();

    /** The most tokens of a chunk, headings and special tokens included; never more than the embedder reads. */
    @WithDefault("256")
    int chunkTokens();

    /** Whether a generation that has caught up with the live one takes its place by itself, or waits for an operator to write its name. */
    @WithDefault("auto")
    Switching switchGeneration();

    /** How many texts are embedded at a time; 0 = one per core. */
    @WithDefault("0")
    int embeddingWorkers();

    /** How many documents of one partition are worked on at a time. */
    @WithDefault("4")
    int documentsAtATime();

    /** The name under which Kafka notes the progress, which only shows the lag. */
    @WithDefault("kotae-ingest")
    String group();

    /** Which topics to read: a pattern that their whole name matches. */
    @WithDefault("kotae\\.documents\\..+")
    String topics();

    /** The most records of one poll. */
    @WithDefault("200")
    int maxPollRecords();

    /** The largest record that can be written to the dead letters: the documents' limit and 64 KiB at least. */
    @WithDefault("33554432")
    int maxRequestBytes();

    /** When another generation becomes the live one. */
    enum Switching {
        /** As soon as it has read all that the topic held when it was begun. */
        AUTO,
        /** Never by itself. */
        MANUAL
    }
}

package dev.kotae.ingest.apply;

import dev.kotae.common.document.CollectionName;
import dev.kotae.common.document.ContentHash;
import dev.kotae.common.index.Generation;
import java.util.List;

/** Names the generations that this service builds: whatever changes what stands in an index makes another generation. */
public final class Generations {

    private static final int NAME_LENGTH = 16;

    private final String embedder;
    private final int dimension;
    private final String splitter;
    private final String analyzer;

    /** For one embedder, splitter and analyser, each by its id. */
    public Generations(String embedder, int dimension, String splitter, String analyzer) {
        this.embedder = embedder;
        this.dimension = dimension;
        this.splitter = splitter;
        this.analyzer = analyzer;
    }

    /**
     * The generation of a collection that is built from a topic. Where the name is no collection's, it is one that is never opened
     * and only keeps offsets: its key cannot meet another's, since the name is one that no collection can have.
     */
    public Generation of(String collection, String topicId) {
        String name = ContentHash.ofFields(List.of(embedder, splitter, analyzer, topicId))
                .hex();
        return new Generation(collection, name.substring(0, NAME_LENGTH), topicId, embedder, dimension);
    }

    /** Whether there is an index to open. */
    public static boolean canOpen(Generation generation) {
        return CollectionName.isValid(generation.collection());
    }
}

package dev.kotae.common.index;

import dev.kotae.common.chunk.ChunkId;
import dev.kotae.common.document.ContentHash;

/**
 * The names of everything in Redis. All keys of one document share a hash tag, so that one script may touch them wherever they
 * are sharded to.
 */
final class RedisKeys {

    /** The set of collections' names. */
    static final String COLLECTIONS = "kotae:collections";

    /** Separates the values of a TAG field; refused in values. */
    static final char SEPARATOR = '\u001f';

    /** A reader that stands for everyone; no group can be named so, since control characters are refused. */
    static final String EVERYONE = "\u0001everyone";

    private RedisKeys() {}

    /** Holds the live generation of a collection. */
    static String live(String collection) {
        return "kotae:" + collection + ":live";
    }

    /** Is there where an operator chose the live generation, which then is not switched. */
    static String pinned(String collection) {
        return "kotae:" + collection + ":pinned";
    }

    /** The generation that was live before the last switch. */
    static String previous(String collection) {
        return "kotae:" + collection + ":previous";
    }

    /** Per partition how far a generation must be read before it can be live: a hash. */
    static String goals(Generation generation) {
        return prefix(generation) + ":goals";
    }

    /** The name of the index over a generation's chunks. */
    static String chunkIndex(Generation generation) {
        return prefix(generation);
    }

    /** The name of the index over a generation's ledger. */
    static String ledgerIndex(Generation generation) {
        return prefix(generation) + ":documents";
    }

    /** What the keys of all chunks of a generation begin with. */
    static String chunks(Generation generation) {
        return prefix(generation) + ":chunk:";
    }

    /** What the keys of a document's chunks begin with; a chunk's id follows. */
    static String chunks(Generation generation, String document) {
        return chunks(generation) + tag(document) + ":";
    }

    static String chunk(Generation generation, String document, ChunkId chunk) {
        return chunks(generation, document) + chunk.value();
    }

    /** What the keys of all ledger entries of a generation begin with. */
    static String ledgers(Generation generation) {
        return prefix(generation) + ":ledger:";
    }

    static String ledger(Generation generation, String document) {
        return ledgers(generation) + tag(document);
    }

    /** The set of ids of all chunks that were staged for a document and not swept since. */
    static String staged(Generation generation, String document) {
        return prefix(generation) + ":staged:" + tag(document);
    }

    static String offset(Generation generation, int partition) {
        return prefix(generation) + ":offset:" + partition;
    }

    private static String prefix(Generation generation) {
        return "kotae:" + generation.collection() + "/" + generation.name();
    }

    private static String tag(String document) {
        return "{" + ContentHash.of(document).name() + "}";
    }
}

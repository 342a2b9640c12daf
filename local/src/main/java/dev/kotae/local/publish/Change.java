package dev.kotae.local.publish;

/**
 * A change as it goes to Kafka.
 *
 * @param id the document's id, the record's key
 * @param value the record's value: the change as JSON without the id, or null where the document is deleted
 * @param deletedVersion the producer's version of a deletion, which a null value cannot carry, or null
 */
record Change(String id, byte[] value, Long deletedVersion) {

    static Change delete(String id) {
        return new Change(id, null, null);
    }
}

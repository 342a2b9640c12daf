package dev.kotae.local.imports;

import java.util.Map;

/**
 * A record to send.
 *
 * @param topic where to
 * @param question its question, which decides the partition
 * @param key the record's key
 * @param value the event's fields; those that are null are left out
 */
record Event(String topic, String question, String key, Map<String, Object> value) {
    static final String ANSWERS = "kotae.answers";
    static final String RATINGS = "kotae.ratings";
}

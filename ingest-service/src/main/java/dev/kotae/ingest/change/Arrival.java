package dev.kotae.ingest.change;

import dev.kotae.common.index.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record of a documents topic that nobody has understood yet.
 *
 * @param position where it stands
 * @param topic its topic
 * @param collection the topic's name behind the prefix, not checked
 * @param key the record's key, or null
 * @param value the record's value, or null: a delete
 * @param headers the record's headers in their order
 * @param at the record's timestamp
 */
public record Arrival(
        Position position,
        String topic,
        String collection,
        byte[] key,
        byte[] value,
        List<Header> headers,
        Instant at) {

    public Arrival {
        headers = List.copyOf(headers);
    }

    /** The value of the last header of this name as UTF-8; empty where there is none or its value is null. */
    Optional<String> header(String name) {
        String found = null;
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name) && header.value() != null) {
                found = new String(header.value(), StandardCharsets.UTF_8);
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * A record's header.
     *
     * @param name its name
     * @param value its bytes, or null
     */
    public record Header(String name, byte[] value) {}
}

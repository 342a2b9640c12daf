package dev.kotae.local.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** The part of a receipt on Kafka that tells what became of a change. */
record Receipt(String documentId, Place place, Outcome outcome, String reason, String message) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where a record stands; Kafka's topic id in its own text form. */
    record Place(String topicId, int partition, long offset) {}

    /** What can become of a change. */
    enum Outcome {
        APPLIED,
        UNCHANGED,
        SUPERSEDED,
        REJECTED
    }

    /** Reads a record's value; what is no receipt that we understand is empty: others may write to the topic one day. */
    static Optional<Receipt> of(byte[] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(value);
            for (Outcome outcome : Outcome.values()) {
                if (outcome.name().equalsIgnoreCase(node.path("outcome").asText())) {
                    Place place = new Place(
                            node.path("topicId").asText(),
                            node.path("partition").asInt(-1),
                            node.path("offset").asLong(-1));
                    return Optional.of(new Receipt(
                            node.path("documentId").textValue(),
                            place,
                            outcome,
                            node.path("reason").textValue(),
                            node.path("message").textValue()));
                }
            }
            return Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}

package dev.kotae.local.publish;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * A line of JSON as a change: {@code {"id", "text" or "base64" or null, …}}. A null text, or {@code "op": "delete"}, deletes. What
 * a change does not know is left out; whether the rest makes sense is for the ingest service to judge.
 */
final class ChangeLine {
    private static final Set<String> FIELDS = Set.of(
            "title",
            "url",
            "language",
            "contentType",
            "text",
            "base64",
            "version",
            "updatedAt",
            "readers",
            "attributes");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ChangeLine() {}

    /**
     * Reads a line.
     *
     * @throws UnreadableException if it is no change; the message says why, without the document's text
     */
    static Change parse(String line) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UnreadableException("not JSON, near column "
                    + (e.getLocation() == null ? 1 : e.getLocation().getColumnNr()));
        }
        if (!(node instanceof ObjectNode object)) {
            throw new UnreadableException("not a JSON object");
        }
        JsonNode id = object.path("id");
        if (!id.isTextual() || id.textValue().isEmpty()) {
            throw new UnreadableException("no \"id\", which has to be a text");
        }
        if (deletes(object)) {
            JsonNode version = object.path("version");
            return new Change(id.textValue(), null, version.canConvertToLong() ? version.longValue() : null);
        }
        object.retain(FIELDS);
        return new Change(id.textValue(), bytes(object), null);
    }

    /** A document's change with its text. */
    static Change upsert(String id, String contentType, String text) {
        ObjectNode value = JSON.createObjectNode();
        value.put("contentType", contentType);
        value.put("text", text);
        return new Change(id, bytes(value), null);
    }

    private static boolean deletes(ObjectNode object) {
        String op = object.path("op").asText();
        boolean nullText = object.path("text").isNull() && !object.hasNonNull("base64");
        return op.equals("delete") || nullText;
    }

    private static byte[] bytes(ObjectNode value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON can always be written", e);
        }
    }
}

package dev.kotae.ingest.change;

import static dev.kotae.ingest.change.RejectedChangeException.invalid;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kotae.common.document.DocumentChange.Upsert;
import dev.kotae.common.document.DocumentId;
import dev.kotae.ingest.change.RejectedChangeException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a change from JSON, see {@code docs/schemas/change.schema.json}. Fields that are not known are passed over. */
final class JsonChange {

    private static final int MAX_DEPTH = 50;
    private static final String DEFAULT_CONTENT_TYPE = "text/plain";

    private final ObjectMapper mapper;
    private final int maxBytes;

    JsonChange(int maxBytes) {
        this.maxBytes = maxBytes;
        int maxString = (int)
                Math.min(Integer.MAX_VALUE, maxBytes * 4L / 3 + 4); // base64 takes four characters for three bytes
        this.mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxStringLength(maxString)
                                .build())
                        .build())
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .build();
    }

    Upsert read(DocumentId id, Long versionHeader, byte[] value) {
        JsonNode change = parse(value);
        if (!change.isObject()) {
            throw invalid("A change is a JSON object; to delete a document send a null value");
        }
        String contentType = text(change, "contentType");
        String type = ChangeFields.contentType(contentType == null ? DEFAULT_CONTENT_TYPE : contentType);
        return new Upsert(
                id,
                version(change, versionHeader),
                ChangeFields.title(text(change, "title")),
                ChangeFields.url(text(change, "url")),
                ChangeFields.language(text(change, "language")),
                type,
                ChangeFields.content(content(change), type, maxBytes),
                ChangeFields.updatedAt(text(change, "updatedAt")),
                ChangeFields.readers(readers(change)),
                ChangeFields.attributes(attributes(change)));
    }

    private JsonNode parse(byte[] value) {
        try {
            JsonNode change = mapper.readTree(value);
            if (change.isMissingNode()) {
                throw new RejectedChangeException(
                        Reason.NOT_JSON,
                        "The record's value is empty and so not JSON; to delete a document send a null value");
            }
            return change;
        } catch (StreamConstraintsException e) {
            throw new RejectedChangeException(
                    Reason.TOO_LARGE,
                    "The JSON exceeds what is accepted: a document of " + maxBytes + " bytes, " + MAX_DEPTH
                            + " levels deep");
        } catch (MismatchedInputException e) {
            throw invalid("The JSON names a field twice, or goes on after its end");
        } catch (JsonProcessingException e) {
            throw new RejectedChangeException(
                    Reason.NOT_JSON,
                    "The record's value is not JSON (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr()
                            + "): send a change as JSON, or a CloudEvent with ce_ headers");
        } catch (IOException e) {
            throw new RejectedChangeException(Reason.NOT_JSON, "The record's value is not JSON in UTF-8");
        }
    }

    private byte[] content(JsonNode change) {
        String text = text(change, "text");
        String base64 = text(change, "base64");
        if (text == null && base64 == null) {
            throw invalid("The change has neither 'text' nor 'base64'; to delete a document send a null value");
        }
        if (text != null && base64 != null) {
            throw invalid("The change has both 'text' and 'base64': send one of them");
        }
        if (text == null) {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw invalid("The field 'base64' is not base64");
            }
        }
        if (text.length() > maxBytes) {
            throw ChangeFields.tooLarge(maxBytes);
        }
        return StrictText.encode(text).orElseThrow(() -> invalid("The field 'text' is not valid Unicode"));
    }

    private static Long version(JsonNode change, Long header) {
        JsonNode version = change.get("version");
        if (version == null || version.isNull()) {
            return header;
        }
        if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < 0) {
            throw invalid("The field 'version' must be a whole number from 0 to " + Long.MAX_VALUE);
        }
        if (header != null && header != version.longValue()) {
            throw invalid("The field 'version' and the header 'kotae-version' differ");
        }
        return version.longValue();
    }

    private static List<String> readers(JsonNode change) {
        JsonNode readers = change.get("readers");
        if (readers == null || readers.isNull()) {
            return null;
        }
        if (!readers.isArray()) {
            throw invalid("The field 'readers' must be a list of texts");
        }
        List<String> groups = new ArrayList<>();
        for (JsonNode reader : readers) {
            if (!reader.isTextual()) {
                throw invalid("The field 'readers' must be a list of texts");
            }
            groups.add(reader.textValue());
        }
        return groups;
    }

    private static Map<String, String> attributes(JsonNode change) {
        JsonNode attributes = change.get("attributes");
        Map<String, String> values = new LinkedHashMap<>();
        if (attributes == null || attributes.isNull()) {
            return values;
        }
        if (!attributes.isObject()) {
            throw invalid("The field 'attributes' must be an object of texts");
        }
        attributes.properties().forEach(attribute -> {
            if (!attribute.getValue().isTextual()) {
                throw invalid("The field 'attributes' must be an object of texts");
            }
            values.put(attribute.getKey(), attribute.getValue().textValue());
        });
        return values;
    }

    private static String text(JsonNode change, String field) {
        JsonNode node = change.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw invalid("The field '" + field + "' must be a text");
        }
        return node.textValue();
    }
}

package dev.kotae.ingest.change;

import static dev.kotae.ingest.change.RejectedChangeException.invalid;

import dev.kotae.common.document.DocumentChange.Upsert;
import dev.kotae.common.document.DocumentId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a change from a CloudEvent in binary mode: the value is the document itself, {@code content-type} its type, {@code ce_time}
 * when it changed, and the extensions {@code ce_title}, {@code ce_url}, {@code ce_language} and {@code ce_readers} (groups, separated
 * by commas) are the fields of those names; an extension {@code ce_attribute_<name>} is an attribute.
 */
final class CloudEventChange {

    private static final String ATTRIBUTE = "ce_attribute_";

    private final int maxBytes;

    CloudEventChange(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    Upsert read(DocumentId id, Long version, Arrival event) {
        String type = ChangeFields.contentType(event.header("content-type")
                .orElseThrow(
                        () -> invalid("The CloudEvent has no header 'content-type': name the document's type there")));
        return new Upsert(
                id,
                version,
                ChangeFields.title(event.header("ce_title").orElse(null)),
                ChangeFields.url(event.header("ce_url").orElse(null)),
                ChangeFields.language(event.header("ce_language").orElse(null)),
                type,
                ChangeFields.content(event.value(), type, maxBytes),
                ChangeFields.updatedAt(event.header("ce_time").orElse(null)),
                ChangeFields.readers(
                        event.header("ce_readers").map(CloudEventChange::groups).orElse(null)),
                ChangeFields.attributes(attributes(event)));
    }

    /** An empty header is an empty list: nobody. */
    private static List<String> groups(String header) {
        return header.isBlank()
                ? List.of()
                : Arrays.stream(header.split(",", -1)).map(String::strip).toList();
    }

    private static Map<String, String> attributes(Arrival event) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Arrival.Header header : event.headers()) {
            if (header.name().startsWith(ATTRIBUTE)) {
                attributes.put(
                        header.name().substring(ATTRIBUTE.length()),
                        event.header(header.name()).orElse(""));
            }
        }
        return attributes;
    }
}

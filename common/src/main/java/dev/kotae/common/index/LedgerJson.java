package dev.kotae.common.index;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.chunk.ChunkId;
import dev.kotae.common.document.DocumentId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Receipt;
import dev.kotae.common.index.LedgerEntry.Listed;
import dev.kotae.common.index.LedgerEntry.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a ledger entry stands in the fields of a Redis hash. Chunks of one section share its name, so that it is kept once. */
final class LedgerJson {

    private static final int ID_LENGTH = 32;

    private LedgerJson() {}

    /** The field {@code chunks}: the ids one after the other, {@value #ID_LENGTH} characters each. */
    static String chunks(LedgerEntry entry) {
        StringBuilder ids = new StringBuilder(entry.chunks().size() * ID_LENGTH);
        entry.chunks().forEach(chunk -> ids.append(chunk.id().value()));
        return ids.toString();
    }

    /** The field {@code entry}: all that no script looks at. */
    static byte[] entry(LedgerEntry entry) {
        Map<Section, Integer> sections = new LinkedHashMap<>();
        List<Integer> places = new ArrayList<>();
        for (Listed chunk : entry.chunks()) {
            places.add(sections.computeIfAbsent(new Section(chunk.section(), chunk.anchor()), s -> sections.size()));
        }
        return EventJson.write(new Body(
                entry.contentHash(),
                entry.title(),
                entry.url(),
                entry.language(),
                entry.contentType(),
                entry.updatedAt(),
                List.copyOf(sections.keySet()),
                places));
    }

    /** The field {@code receipt}. */
    static byte[] receipt(LedgerEntry entry) {
        return EventJson.write(entry.receipt());
    }

    /**
     * Reads an entry back.
     *
     * @throws UncheckedIOException if the fields are not those that this class wrote
     */
    static LedgerEntry read(String collection, Map<String, byte[]> fields) {
        try {
            Body body = EventJson.read(fields.get("entry"), Body.class);
            String ids = text(fields, "chunks");
            List<Listed> chunks = new ArrayList<>();
            for (int i = 0; i < body.places().size(); i++) {
                Section section = body.sections().get(body.places().get(i));
                chunks.add(new Listed(
                        new ChunkId(ids.substring(i * ID_LENGTH, (i + 1) * ID_LENGTH)),
                        section.headings(),
                        section.anchor()));
            }
            String highest = text(fields, "highestVersion");
            return new LedgerEntry(
                    new DocumentId(collection, text(fields, "document")),
                    State.valueOf(text(fields, "state")),
                    new Fence(
                            new Position(
                                    text(fields, "topicId"),
                                    Integer.parseInt(text(fields, "partition")),
                                    Long.parseLong(text(fields, "offset"))),
                            highest.isEmpty() ? null : Long.valueOf(highest)),
                    Long.parseLong(text(fields, "version")),
                    body.contentHash(),
                    body.title(),
                    body.url(),
                    body.language(),
                    body.contentType(),
                    body.updatedAt(),
                    chunks,
                    EventJson.read(fields.get("receipt"), Receipt.class));
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger of collection " + collection + " holds an unreadable entry", e);
        }
    }

    private static String text(Map<String, byte[]> fields, String name) {
        return new String(fields.get(name), StandardCharsets.UTF_8);
    }

    private record Section(List<String> headings, String anchor) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Body(
            String contentHash,
            String title,
            String url,
            String language,
            String contentType,
            Instant updatedAt,
            List<Section> sections,
            List<Integer> places) {}
}

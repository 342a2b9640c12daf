package dev.kotae.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.common.document.DocumentChange.Upsert;
import dev.kotae.common.document.DocumentId;
import dev.kotae.local.publish.Progress;
import dev.kotae.local.publish.Publication;
import dev.kotae.local.publish.PublishReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * Pages of documentation in Markdown.
 *
 * @param all the pages
 */
public record Pages(List<Page> all) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SEED = 20_261_125;

    /**
     * A page.
     *
     * @param path its id
     * @param text its Markdown
     */
    public record Page(String path, String text) {

        /** As the ingest service reads it from the collection's topic. */
        Upsert upsert(String collection) {
            return new Upsert(
                    new DocumentId(collection, path),
                    null,
                    null,
                    null,
                    null,
                    "text/markdown",
                    text.getBytes(StandardCharsets.UTF_8),
                    null,
                    null,
                    Map.of());
        }
    }

    /** Reads the {@code path} and {@code text} of compressed JSON lines. */
    public static Pages read(Path file) throws IOException {
        List<Page> pages = new ArrayList<>();
        try (InputStream bytes = new GZIPInputStream(Files.newInputStream(file));
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = JSON.readTree(line);
                pages.add(new Page(row.get("path").asText(), row.get("text").asText()));
            }
        }
        return new Pages(pages);
    }

    /** All pages in blocks of nearly equal numbers, mixed, always the same way. */
    public List<List<Page>> blocks(int count) {
        List<Page> mixed = new ArrayList<>(all);
        Collections.shuffle(mixed, new Random(SEED));
        List<List<Page>> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(List.copyOf(mixed.subList(i * mixed.size() / count, (i + 1) * mixed.size() / count)));
        }
        return blocks;
    }

    /** Publishes pages as the command does and returns when the receipts of all have come. */
    public static void publish(String kafka, String collection, List<Page> pages) throws IOException {
        Path lines = Files.createTempFile("kotae-bench", ".jsonl");
        try {
            Files.write(lines, pages.stream().map(Pages::line).toList());
            publish(kafka, collection, lines);
        } finally {
            Files.delete(lines);
        }
    }

    /** Publishes what a path names as the command does and returns when the receipts of all have come. */
    static void publish(String kafka, String collection, Path path) throws IOException {
        try (Publication publication = new Publication(kafka, collection, PATIENCE, Progress.NONE)) {
            publication.publish(path.toString(), InputStream.nullInputStream());
            publication.awaitReceipts();
            PublishReport report = publication.report();
            if (!report.good()) {
                throw new IOException("Not everything was published: " + report);
            }
        }
    }

    private static String line(Page page) {
        return JSON.createObjectNode()
                .put("id", page.path())
                .put("contentType", "text/markdown")
                .put("text", page.text())
                .toString();
    }
}

package dev.kotae.local.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a file: {@code .csv} with a header, else a JSON object a line; with {@code .gz} behind, compressed. */
final class Rows {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final CSVFormat CSV = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setAllowMissingColumnNames(true)
            .get();

    private Rows() {}

    /**
     * Gives every row to the sink, in the file's order.
     *
     * @throws IOException if the file cannot be read to its end
     */
    static void read(Path file, Sink sink) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean compressed = name.endsWith(".gz");
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = compressed ? new GZIPInputStream(raw, 65_536) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 65_536)) {
            skipByteOrderMark(reader);
            if ((compressed ? name.substring(0, name.length() - 3) : name).endsWith(".csv")) {
                csv(reader, sink);
            } else {
                jsonLines(reader, sink);
            }
        }
    }

    private static void jsonLines(BufferedReader reader, Sink sink) throws IOException {
        long number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            JsonNode fields = object(line);
            if (fields == null) {
                sink.bad(number, "this is not a JSON object");
            } else {
                sink.row(new Row(number, fields));
            }
        }
    }

    private static JsonNode object(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            return json.isObject() ? json : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static void csv(BufferedReader reader, Sink sink) throws IOException {
        try (CSVParser parser = CSV.parse(reader)) {
            Iterator<CSVRecord> records = parser.iterator();
            long line = parser.getCurrentLineNumber() + 1;
            while (records.hasNext()) {
                CSVRecord record = records.next();
                ObjectNode fields = JSON.createObjectNode();
                record.toMap().forEach(fields::put);
                if (record.isConsistent()) {
                    sink.row(new Row(line, fields));
                } else {
                    sink.bad(line, "it has " + record.size() + " columns, the header has another number");
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void skipByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != '\ufeff') {
            reader.reset();
        }
    }

    /** Who takes the rows. */
    interface Sink {
        void row(Row row);

        void bad(long line, String reason);
    }
}

package dev.kotae.eval.report;

import dev.kotae.eval.statistics.LatencySketch.Percentiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The report as CSV (RFC 4180), one row per model, numbers as they are. A text that a spreadsheet would take for a formula gets an
 * apostrophe before it.
 */
final class CsvReport {

    private static final String[] HEADER = {
        "model",
        "revision",
        "answers",
        "errors",
        "noAnswers",
        "cancelled",
        "ratings",
        "mean",
        "low",
        "high",
        "stars1",
        "stars2",
        "stars3",
        "stars4",
        "stars5",
        "firstTokenMillisP50",
        "firstTokenMillisP95",
        "firstTokenMillisP99",
        "totalMillisP50",
        "totalMillisP95",
        "totalMillisP99",
        "promptTokens",
        "completionTokens"
    };

    private CsvReport() {}

    static String write(ModelsReport report) {
        StringBuilder csv = new StringBuilder();
        try (CSVPrinter printer =
                CSVFormat.RFC4180.builder().setHeader(HEADER).get().print(csv)) {
            for (ModelReport model : report.models()) {
                printer.printRecord(row(model));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return csv.toString();
    }

    private static List<Object> row(ModelReport model) {
        List<Object> row = new ArrayList<>();
        row.add(defused(model.model()));
        row.add(defused(model.revision()));
        row.add(model.answers());
        row.add(model.errors());
        row.add(model.noAnswers());
        row.add(model.cancelled());
        row.add(model.ratings().count());
        row.add(model.ratings().mean());
        row.add(model.ratings().low());
        row.add(model.ratings().high());
        row.addAll(model.ratings().distribution());
        addPercentiles(row, model.latency().firstTokenMillis());
        addPercentiles(row, model.latency().totalMillis());
        row.add(model.tokens().prompt());
        row.add(model.tokens().completion());
        return row;
    }

    private static void addPercentiles(List<Object> row, Percentiles percentiles) {
        row.add(percentiles == null ? null : percentiles.p50());
        row.add(percentiles == null ? null : percentiles.p95());
        row.add(percentiles == null ? null : percentiles.p99());
    }

    /** OWASP, "CSV Injection": these first characters begin formulas. */
    static String defused(String text) {
        return text != null && !text.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}

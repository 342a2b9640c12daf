package dev.kotae.eval.report;

import dev.kotae.eval.report.ModelReport.Percentiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
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
        "completionTokens",
        "refused",
        "errorRateLow",
        "errorRateHigh",
        "votes",
        "strength",
        "standardError",
        "strengthLow",
        "strengthHigh",
        "totalMillisP95Low",
        "totalMillisP95High",
        "cost",
        "costCurrency"
    };

    private CsvReport() {}

    static String write(ModelsReport report) {
        return write(
                List.of(HEADER), report.models().stream().map(CsvReport::row).toList());
    }

    /** The columns of the slice, then those of a model. */
    static String write(SliceReport report) {
        List<String> header = new ArrayList<>(report.by());
        header.addAll(List.of(HEADER));
        List<List<Object>> rows = new ArrayList<>();
        for (SliceReport.Row row : report.rows()) {
            List<Object> cells = new ArrayList<>();
            row.slice().values().forEach(value -> cells.add(defused(value)));
            cells.addAll(row(row.report()));
            rows.add(cells);
        }
        return write(header, rows);
    }

    static String write(ChangesReport report) {
        return write(
                List.of("day", "what", "model", "value"),
                report.changes().stream()
                        .map(change -> Arrays.<Object>asList(
                                change.day(), change.what(), defused(change.model()), defused(change.value())))
                        .toList());
    }

    static String write(LatencyCurves report) {
        List<List<Object>> rows = new ArrayList<>();
        for (LatencyCurves.Curve curve : report.curves()) {
            for (LatencyCurves.Point point : curve.points()) {
                rows.add(Arrays.asList(
                        report.part(),
                        defused(curve.model()),
                        defused(curve.revision()),
                        point.millis(),
                        point.share()));
            }
        }
        return write(List.of("part", "model", "revision", "millis", "share"), rows);
    }

    private static String write(List<String> header, List<List<Object>> rows) {
        StringBuilder csv = new StringBuilder();
        try (CSVPrinter printer = CSVFormat.RFC4180
                .builder()
                .setHeader(header.toArray(String[]::new))
                .get()
                .print(csv)) {
            for (List<Object> row : rows) {
                printer.printRecord(row);
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
        row.add(model.refused());
        row.add(model.errorRate().low());
        row.add(model.errorRate().high());
        ModelReport.Votes votes = model.votes();
        row.add(votes == null ? 0 : votes.count());
        row.add(votes == null ? null : votes.strength());
        row.add(votes == null ? null : votes.standardError());
        row.add(votes == null ? null : votes.low());
        row.add(votes == null ? null : votes.high());
        Percentiles total = model.latency().totalMillis();
        row.add(total == null ? null : total.p95Low());
        row.add(total == null ? null : total.p95High());
        boolean oneCurrency = model.cost() != null && model.cost().size() == 1;
        row.add(oneCurrency ? model.cost().get(0).amount() : null);
        row.add(oneCurrency ? model.cost().get(0).currency() : null);
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

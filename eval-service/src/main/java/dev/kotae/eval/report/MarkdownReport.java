package dev.kotae.eval.report;

import java.util.List;
import java.util.stream.Collectors;

/** The report as Markdown. */
final class MarkdownReport {

    private MarkdownReport() {}

    static String write(ModelsReport report, ReportFilter filter) {
        StringBuilder page = new StringBuilder("# Models\n\n");
        page.append(escaped(filter.words()))
                .append("; as of ")
                .append(report.asOf())
                .append("\n\n");
        if (report.models().isEmpty()) {
            return page.append("No answers yet.\n").toString();
        }
        page.append("**").append(escaped(report.recommendation().words())).append(".**\n\n");
        page.append(line(ReportTable.COLUMNS));
        page.append(line(ReportTable.COLUMNS.stream().map(column -> "---").toList()));
        ReportTable.rows(report)
                .forEach(row -> page.append(
                        line(row.stream().map(MarkdownReport::escaped).toList())));
        return page.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** A model may be called anything; it stays a text in its cell. */
    static String escaped(String text) {
        return text.replaceAll("[\\r\\n]+", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("([\\\\`*_\\[\\]|])", "\\\\$1");
    }
}

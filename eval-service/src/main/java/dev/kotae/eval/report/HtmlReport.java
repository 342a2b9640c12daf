package dev.kotae.eval.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The report as one HTML page that needs nothing else, to be sent or kept. */
final class HtmlReport {

    private static final String STYLE =
            """

            :root { color-scheme: light dark }
            body { font: 15px/1.5 system-ui, "Hiragino Sans", "Noto Sans CJK JP", sans-serif; margin: 2rem }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums }
            th, td { border-bottom: 1px solid; padding: .3rem .8rem; text-align: right; vertical-align: top }
            th:first-child, td:first-child { text-align: left }
            """;

    private static final String IN_THE_PAGE = "default-src 'none'; style-src 'sha256-" + sha256(STYLE) + "'";

    /** For the response: the page's one style and nothing else, in nobody's frame. */
    static final String POLICY = IN_THE_PAGE + "; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="%s">
            <title>Models</title>
            <style>%s</style>
            </head>
            <body>
            <h1>Models</h1>
            """
                    .formatted(IN_THE_PAGE, STYLE);

    private HtmlReport() {}

    static String write(ModelsReport report, ReportFilter filter) {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("<p>").append(escaped(filter.words())).append("; as of ").append(report.asOf());
        page.append("</p>\n");
        if (report.models().isEmpty()) {
            page.append("<p>No answers yet.</p>\n");
        } else {
            page.append("<p><strong>").append(escaped(report.recommendation().words()));
            page.append(".</strong></p>\n<table>\n<thead>").append(row("th scope=\"col\"", "th", ReportTable.COLUMNS));
            page.append("</thead>\n<tbody>\n");
            ReportTable.rows(report).forEach(row -> page.append(row("td", "td", row)));
            page.append("</tbody>\n</table>\n");
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String row(String open, String close, List<String> cells) {
        return cells.stream()
                .map(cell -> "<" + open + ">" + escaped(cell) + "</" + close + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

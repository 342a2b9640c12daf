package dev.kotae.local.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Columns of text, as wide as their widest cell on a terminal. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... header) {
        rows.add(List.of(header));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    void print(PrintWriter out) {
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(widths[column] - width(cell) + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** A value or nothing. */
    static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    /** Japanese letters take two cells of a terminal. */
    private static int width(String text) {
        return text.codePoints()
                .map(c -> c >= 0x1100 && c < 0xFF61 && c != 0x2026 && !arrowOrDash(c) ? 2 : 1)
                .sum();
    }

    private static boolean arrowOrDash(int c) {
        return c >= 0x2000 && c < 0x2E80;
    }
}

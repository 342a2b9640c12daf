package dev.kotae.eval.report;

import dev.kotae.eval.report.ModelReport.Percentiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report as columns and rows of text for people: rounded, and no mean without its count and interval. */
final class ReportTable {

    static final List<String> COLUMNS = List.of(
            "Model",
            "Answers",
            "Errors",
            "No answer",
            "Ratings",
            "Mean (interval)",
            "1 / 2 / 3 / 4 / 5 stars",
            "First token p50 / p95 / p99 ms",
            "Total p50 / p95 / p99 ms",
            "Tokens read / written",
            "Votes",
            "Strength (interval)",
            "Cost per answer",
            "Budgets of errors / first token / total");

    private static final String NOTHING = "–";

    private ReportTable() {}

    static List<List<String>> rows(ModelsReport report) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelReport model : report.models()) {
            ModelReport.Ratings ratings = model.ratings();
            rows.add(List.of(
                    new ModelKey(model.model(), model.revision()).label(),
                    Long.toString(model.answers()),
                    rate(model.errors(), model.answers()),
                    rate(model.noAnswers(), model.answers()),
                    Long.toString(ratings.count()),
                    ratings.mean() == null
                            ? NOTHING
                            : text("%.2f (%.2f–%.2f)", ratings.mean(), ratings.low(), ratings.high()),
                    String.join(
                            " / ",
                            ratings.distribution().stream().map(String::valueOf).toList()),
                    percentiles(model.latency().firstTokenMillis()),
                    percentiles(model.latency().totalMillis()),
                    model.tokens().prompt() + " / " + model.tokens().completion(),
                    model.votes() == null ? "0" : Long.toString(model.votes().count()),
                    strength(model.votes()),
                    cost(model.cost()),
                    budgets(model.budgets())));
        }
        return rows;
    }

    private static String strength(ModelReport.Votes votes) {
        return votes == null ? NOTHING : text("%.2f (%.2f to %.2f)", votes.strength(), votes.low(), votes.high());
    }

    private static String cost(List<ModelReport.Cost> cost) {
        return cost == null
                ? NOTHING
                : cost.stream()
                        .map(one -> text("%.6f %s", one.perAnswer(), one.currency()))
                        .collect(Collectors.joining(" + "));
    }

    private static String budgets(Budgets budgets) {
        return Stream.of(budgets.errors(), budgets.firstToken(), budgets.total())
                .map(keeping -> keeping == null ? NOTHING : keeping.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" / "));
    }

    private static String rate(long part, long whole) {
        return text("%d (%.1f %%)", part, 100.0 * part / whole);
    }

    private static String percentiles(Percentiles percentiles) {
        return percentiles == null
                ? NOTHING
                : text("%.0f / %.0f / %.0f", percentiles.p50(), percentiles.p95(), percentiles.p99());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

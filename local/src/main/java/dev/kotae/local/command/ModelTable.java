package dev.kotae.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/** The report on models as columns. A mean never stands without its interval and count, a rate never without its base. */
record ModelTable(JsonNode report) {

    void print(PrintWriter out) {
        if (report.path("models").isEmpty()) {
            out.println("There are no answers to report on yet.");
            return;
        }
        Table table = new Table(
                "model",
                "answers",
                "stars (95 %, n)",
                "first token p50/p95/p99",
                "total p50/p95/p99",
                "not found",
                "errors");
        for (JsonNode model : report.path("models")) {
            long answers = model.path("answers").asLong();
            JsonNode latency = model.path("latency");
            table.row(
                    name(model),
                    Long.toString(answers),
                    stars(model.path("ratings")),
                    millis(latency.path("firstTokenMillis")),
                    millis(latency.path("totalMillis")),
                    share(model.path("noAnswers").asLong(), answers),
                    share(model.path("errors").asLong(), answers));
        }
        table.print(out);
        recommendation(out);
    }

    private void recommendation(PrintWriter out) {
        JsonNode recommendation = report.path("recommendation");
        if (!recommendation.isObject()) {
            return;
        }
        StringBuilder text = new StringBuilder("Recommendation: ")
                .append(recommendation.path("decision").asText());
        if (recommendation.path("model").isTextual()) {
            text.append(", ").append(recommendation.path("model").asText());
        }
        if (recommendation.path("over").isTextual()) {
            text.append(" over ").append(recommendation.path("over").asText());
        }
        if (recommendation.path("furtherRatings").isNumber()) {
            text.append("; about ")
                    .append(recommendation.path("furtherRatings").asLong())
                    .append(" more ratings would decide");
        }
        out.println(text);
    }

    private static String name(JsonNode model) {
        String revision =
                model.path("revision").isTextual() ? model.path("revision").asText() : "";
        return model.path("model").asText() + (revision.isBlank() ? "" : " (" + revision + ")");
    }

    private static String stars(JsonNode ratings) {
        long count = ratings.path("count").asLong();
        if (count == 0 || !ratings.path("mean").isNumber()) {
            return "none";
        }
        boolean interval =
                ratings.path("low").isNumber() && ratings.path("high").isNumber();
        String mean = decimal(ratings.path("mean").asDouble(), 2);
        return interval
                ? "%s (%s to %s, %d)"
                        .formatted(
                                mean,
                                decimal(ratings.path("low").asDouble(), 2),
                                decimal(ratings.path("high").asDouble(), 2),
                                count)
                : "%s (no interval, %d)".formatted(mean, count);
    }

    private static String millis(JsonNode quantiles) {
        return "%s/%s/%s ms".formatted(millis(quantiles, "p50"), millis(quantiles, "p95"), millis(quantiles, "p99"));
    }

    private static String millis(JsonNode quantiles, String name) {
        JsonNode value = quantiles.path(name);
        if (!value.isNumber()) {
            return "-";
        }
        return decimal(value.asDouble(), value.asDouble() < 10 ? 1 : 0);
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "-" : "%s %% of %d".formatted(decimal(100.0 * part / whole, 1), whole);
    }

    private static String decimal(double value, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }
}

package dev.kotae.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/** An experiment's report, or its gate, in words and columns. A share never stands without its interval and its base. */
record ExperimentText(JsonNode told) {

    void report(PrintWriter out) {
        out.println("Experiment " + told.path("id").asText() + " is "
                + told.path("state").asText()
                + (told.path("reason").isTextual() ? ": " + told.path("reason").asText() : "") + ". "
                + told.path("asked").asLong() + " of " + told.path("drawn").asLong() + " questions were asked"
                + (told.path("gone").asLong() == 0
                        ? ""
                        : ", " + told.path("gone").asLong() + " are gone") + " ("
                + told.path("retrieval").asText() + " retrieval).");
        Table arms = new Table(
                "", "model", "answered (95 %)", "grounded (95 %)", "failed", "not found", "total p50/p95", "cost");
        arm(arms, "baseline");
        arm(arms, "candidate");
        arms.print(out);
        differences(out, told.path("differences"));
        told.path("slices").forEach(slice -> {
            out.println("Of " + slice.path("asked").asLong() + " questions, "
                    + slice.path("by").asText() + " " + slice.path("name").asText() + ":");
            differences(out, slice.path("differences"));
        });
        if (told.has("judge")) {
            judge(out, told.path("judge"));
        }
        out.println("Answers and latencies: ./kotae report --origin "
                + told.path("origin").asText());
    }

    void gate(PrintWriter out) {
        out.println("The gate is " + told.path("decision").asText() + " at a margin of "
                + told.path("margin").asText() + ".");
        Table table = new Table("measure", "decision", "candidate − baseline (every look)", "better/same/worse", "");
        told.path("measures").forEach(measure -> {
            JsonNode difference = measure.path("difference");
            table.row(
                    difference.path("measure").asText(),
                    measure.path("decision").asText(),
                    interval(difference),
                    counts(difference),
                    measure.path("furtherQuestions").isNumber()
                            ? "about " + measure.path("furtherQuestions").asLong() + " more questions"
                            : "");
        });
        table.print(out);
    }

    private static void judge(PrintWriter out, JsonNode judge) {
        JsonNode calibration = judge.path("calibration");
        JsonNode position = judge.path("position");
        out.println("Judge: " + judge.at("/settings/model").asText() + ". "
                + (judge.has("preferred")
                        ? "Its word counts."
                        : judge.at("/trust/reason").asText() + "."));
        Table table = new Table(
                "kappa with people (95 %)",
                "votes", "users", "agreement", "decided by place (95 %)", "unreadable", "failed");
        table.row(
                calibration.has("kappa")
                        ? "%s (%s to %s)"
                                .formatted(
                                        decimal(calibration.path("kappa").asDouble(), 2),
                                        decimal(calibration.path("low").asDouble(), 2),
                                        decimal(calibration.path("high").asDouble(), 2))
                        : "-",
                calibration.path("pairs").asText(),
                calibration.path("users").asText(),
                calibration.has("agreement")
                        ? decimal(100 * calibration.path("agreement").asDouble(), 1) + " %"
                        : "-",
                share(position.path("flipped")),
                Long.toString(calibration.path("unreadable").asLong()
                        + judge.path("unreadable").asLong()),
                Long.toString(calibration.path("failed").asLong()
                        + judge.path("failed").asLong()));
        table.print(out);
        if (judge.has("preferred")) {
            Table preferred = new Table("measure", "candidate − baseline (every look)", "better/same/worse");
            preferred.row("preferred", interval(judge.path("preferred")), counts(judge.path("preferred")));
            preferred.print(out);
        }
    }

    private void arm(Table table, String name) {
        JsonNode arm = told.path(name);
        StringBuilder cost = new StringBuilder();
        arm.path("cost").properties().forEach(price -> cost.append(
                        decimal(price.getValue().asDouble(), 4))
                .append(' ')
                .append(price.getKey()));
        table.row(
                name,
                arm.at("/settings/model").asText(),
                share(arm.path("answered")),
                share(arm.path("grounded")),
                Long.toString(arm.path("failed").asLong()),
                Long.toString(arm.path("noAnswers").asLong()),
                millis(arm.path("totalMillis")),
                cost.isEmpty() ? "-" : cost.toString());
    }

    private static void differences(PrintWriter out, JsonNode differences) {
        Table table = new Table("measure", "candidate − baseline (every look)", "better/same/worse");
        differences.forEach(one -> table.row(one.path("measure").asText(), interval(one), counts(one)));
        table.print(out);
    }

    private static String interval(JsonNode difference) {
        return "%s (%s to %s)"
                .formatted(
                        decimal(difference.path("difference").asDouble(), 3),
                        decimal(difference.path("low").asDouble(), 3),
                        decimal(difference.path("high").asDouble(), 3));
    }

    private static String counts(JsonNode difference) {
        return difference.path("better").asLong() + "/"
                + difference.path("same").asLong() + "/"
                + difference.path("worse").asLong();
    }

    private static String share(JsonNode rate) {
        return rate.isObject()
                ? "%s %% (%s to %s, %d)"
                        .formatted(
                                decimal(100 * rate.path("share").asDouble(), 1),
                                decimal(100 * rate.path("low").asDouble(), 1),
                                decimal(100 * rate.path("high").asDouble(), 1),
                                rate.path("total").asLong())
                : "-";
    }

    private static String millis(JsonNode percentiles) {
        return percentiles.isObject()
                ? decimal(percentiles.path("p50").asDouble(), 0) + "/"
                        + decimal(percentiles.path("p95").asDouble(), 0) + " ms"
                : "-";
    }

    private static String decimal(double value, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }
}

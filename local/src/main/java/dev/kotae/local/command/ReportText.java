package dev.kotae.local.command;

import dev.kotae.local.publish.PublishReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** A publication's report in words. */
final class ReportText {
    private static final int MOST = 20;

    private ReportText() {}

    static String counts(PublishReport report) {
        return report.outcomes().entrySet().stream()
                        .map(outcome -> outcome.getValue() + " " + outcome.getKey())
                        .collect(Collectors.joining(", "))
                + (report.waiting() == 0 ? "" : ", " + report.waiting() + " without a receipt");
    }

    static void troubles(PublishReport report, PrintWriter err, List<String> waitingFor) {
        report.rejections().stream()
                .limit(MOST)
                .forEach(rejection ->
                        err.println("  rejected " + rejection.id() + ": " + rejection.reason() + message(rejection)));
        more(report.rejections().size(), "rejections", err);
        report.problems().stream().limit(MOST).forEach(problem -> err.println("  not sent: " + problem));
        more(report.problems().size(), "problems", err);
        if (report.timedOut()) {
            err.println("  No receipt came for a while; " + report.waiting() + " changes wait for one, such as "
                    + String.join(", ", waitingFor)
                    + ". They are safe in Kafka. Does the ingest service run? ./kotae status");
        }
    }

    private static String message(PublishReport.Rejection rejection) {
        return rejection.message() == null ? "" : ", " + rejection.message();
    }

    private static void more(int all, String what, PrintWriter err) {
        if (all > MOST) {
            err.println("  and " + (all - MOST) + " more " + what + "; --json lists all");
        }
    }
}

package dev.kotae.eval.report;

import dev.kotae.eval.problem.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a report can be written. */
enum ReportFormat {
    JSON("application/json"),
    CSV("text/csv"),
    MD("text/markdown"),
    HTML("text/html");

    private final String mediaType;

    ReportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The content type of what is written. */
    String contentType() {
        return this == JSON ? mediaType : mediaType + ";charset=UTF-8";
    }

    /**
     * By {@code ?format=} where given, else the first that the client accepts.
     *
     * @param name {@code json}, {@code csv}, {@code md}, {@code html}, or null
     * @param accepted media types as {@code type/subtype}, the best first
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, if there is no format of that name
     */
    static ReportFormat choose(String name, List<String> accepted) {
        if (name != null && !name.isEmpty()) {
            return Arrays.stream(values())
                    .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> Problems.invalid("invalid-request", "format must be one of json, csv, md, html"));
        }
        return accepted.stream()
                .map(ReportFormat::of)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(JSON);
    }

    private static Optional<ReportFormat> of(String accepted) {
        if (accepted.equals("*/*")) {
            return Optional.of(JSON);
        }
        return Arrays.stream(values())
                .filter(format -> accepted.equals(format.mediaType)
                        || accepted.endsWith("/*")
                                && format.mediaType.startsWith(accepted.substring(0, accepted.length() - 1)))
                .findFirst();
    }
}

package dev.kotae.local.command;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the report on models. */
@Command(
        name = "report",
        description = "Compares the models by their ratings, latencies and error rates.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    enum Format {
        TABLE("application/json"),
        JSON("application/json"),
        CSV("text/csv"),
        MD("text/markdown"),
        HTML("text/html");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOptions state;

    @Mixin
    private UserOption user;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json, csv, md or html (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(names = "--collection", paramLabel = "NAME", description = "Only answers from this collection.")
    private String collection;

    @Option(names = "--language", paramLabel = "TAG", description = "Only questions in this language (en, ja).")
    private String language;

    @Option(names = "--from", paramLabel = "TIME", description = "Only answers since (2026-01-31T00:00:00Z).")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only answers before.")
    private String to;

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            description = "Only what was collected there: own, any, demo, import:NAME, experiment:ID (default: all but"
                    + " experiments and the demo).")
    private String origin;

    @Override
    public Integer call() {
        Format wanted = json ? Format.JSON : format;
        Api api = new Api(state.service("eval"), user.name());
        String body = api.get("/api/reports/models" + query(), wanted.mediaType);
        PrintWriter out = spec.commandLine().getOut();
        switch (wanted) {
            case TABLE -> new ModelTable(Json.parse(body)).print(out);
            case JSON -> out.println(Json.pretty(Json.parse(body)));
            case CSV, MD, HTML -> out.print(body.endsWith("\n") ? body : body + "\n");
        }
        out.flush();
        return 0;
    }

    private String query() {
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("collection", collection);
        filters.put("language", language);
        filters.put("from", from);
        filters.put("to", to);
        filters.put("origin", origin);
        return filters.entrySet().stream()
                .filter(filter -> filter.getValue() != null)
                .map(filter -> filter.getKey() + "=" + URLEncoder.encode(filter.getValue(), StandardCharsets.UTF_8))
                .reduce((a, b) -> a + "&" + b)
                .map(query -> "?" + query)
                .orElse("");
    }
}

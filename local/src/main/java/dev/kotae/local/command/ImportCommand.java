package dev.kotae.local.command;

import dev.kotae.local.imports.Import;
import dev.kotae.local.imports.ImportKind;
import dev.kotae.local.imports.ImportReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings in what was collected elsewhere. */
@Command(
        name = "import",
        description = {
            "Imports answers, ratings or votes that were collected elsewhere, through Kafka, with their origin marked.",
            "A file that is imported again counts once. A row that cannot be used is reported with its line and left out."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int TOLD = 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOptions state;

    @Parameters(index = "0", paramLabel = "KIND", description = "answers, ratings or votes.")
    private ImportKind kind;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "A .csv with a header, or a JSON object a line; with .gz behind, compressed.")
    private Path file;

    @Option(
            names = "--origin",
            paramLabel = "NAME",
            description = "Where it was collected (default: the file's name). Ratings find their answers by it.")
    private String origin;

    @Option(
            names = "--from-line",
            paramLabel = "N",
            defaultValue = "1",
            description = "Go on at this line of the file, after an import that was broken off.")
    private long fromLine;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Kafka (default: that of the suite that is up).")
    private String kafka;

    @Option(
            names = "--answer-key-file",
            paramLabel = "FILE",
            description = "The key that signs answer ids (default: that of the suite in --dir).")
    private Path answerKey;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        String name = origin == null ? file.getFileName().toString().split("\\.", 2)[0] : origin;
        check(name);
        String bootstrapServers = kafka == null ? state.running().kafka().bootstrapServers() : kafka;
        Path key = answerKey == null ? state.folder().answerKey() : answerKey;
        try (Bar bar = Bar.onTerminal(kind.word(), json)) {
            ImportReport report = new Import(bootstrapServers, kind, name, key, fromLine, bar).run(file);
            bar.done();
            return tell(report);
        }
    }

    private void check(String name) {
        if (origin == null && kind == ImportKind.RATINGS) {
            throw wrong("ratings find their answers by the origin: give the one that the answers were imported with,"
                    + " --origin NAME");
        }
        if (!NAME.matcher(name).matches()) {
            throw wrong("an origin has up to 100 of the characters A-Z a-z 0-9 . _ - and starts with a letter or a"
                    + " digit; '" + name + "' does not: give another with --origin");
        }
        if (!Files.isRegularFile(file)) {
            throw wrong("there is no file " + file);
        }
        if (fromLine < 1) {
            throw wrong("--from-line has to be at least 1");
        }
        if (kafka != null && answerKey == null) {
            throw wrong("with --kafka the key of its eval service is needed too: --answer-key-file FILE");
        }
    }

    private int tell(ImportReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(report));
        } else {
            PrintWriter err = spec.commandLine().getErr();
            report.leftOut().stream()
                    .limit(TOLD)
                    .forEach(row -> err.println(file + ", line " + row.line() + ": " + row.reason()));
            if (report.leftOut().size() > TOLD) {
                err.println("… and " + (report.leftOut().size() - TOLD) + " more; --json tells them all.");
            }
            if (report.goOnAt() != null) {
                err.println("Kafka went away. Go on with --from-line " + report.goOnAt() + ", or import it all again:"
                        + " that counts once, too.");
            }
            out.println("Imported " + report.imported() + " of " + report.rows() + " rows as " + report.origin() + " ("
                    + report.millis() + " ms).");
        }
        return report.good() ? 0 : 1;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

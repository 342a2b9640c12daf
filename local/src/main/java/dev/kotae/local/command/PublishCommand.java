package dev.kotae.local.command;

import dev.kotae.local.publish.FolderWatch;
import dev.kotae.local.publish.Publication;
import dev.kotae.local.publish.PublishReport;
import dev.kotae.local.suite.SuiteStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends changes and tells what became of them. */
@Command(
        name = "publish",
        description = {
            "Publishes documents to a collection, waits for the receipts, and tells what became of each change.",
            "A folder's documents are named by their paths in it; of a git repository the last commit is taken. Lines of JSON are"
                    + " changes: {\"id\": …, \"text\": … or null to delete, …}."
        },
        mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOptions state;

    @Option(names = "--collection", required = true, paramLabel = "NAME", description = "The collection.")
    private String collection;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "A file, a folder, a git repository, a .jsonl or .jsonl.gz of changes, or - for such lines.")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--delete", arity = "1..*", paramLabel = "ID", description = "Delete these documents.")
    private List<String> deletes = new ArrayList<>();

    @Option(names = "--no-wait", description = "Return when Kafka has the changes, without waiting for receipts.")
    private boolean noWait;

    @Option(names = "--watch", description = "Stay and publish what changes in the folders, until Ctrl-C.")
    private boolean watch;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for the next receipt (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException, IOException {
        check();
        SuiteStatus status = state.running();
        String kafka = status.kafka().bootstrapServers();
        try (Bar bar = Bar.onTerminal(collection, json);
                Publication publication = new Publication(kafka, collection, Duration.ofSeconds(timeoutSeconds), bar)) {
            List<FolderWatch> watches = new ArrayList<>();
            for (String path : paths) {
                publication.publish(path, System.in);
                if (watch) {
                    watches.add(new FolderWatch(Path.of(path)));
                }
            }
            deletes.forEach(publication::delete);
            if (noWait) {
                publication.flush();
            } else {
                publication.awaitReceipts();
            }
            bar.done();
            int code = tell(publication);
            if (watch) {
                follow(watches, publication);
            }
            return code;
        }
    }

    private void check() {
        if (!NAME.matcher(collection).matches()) {
            throw wrong(
                    "a collection's name has up to 100 of the characters A-Z a-z 0-9 . _ - and starts with a letter or"
                            + " a digit; '" + collection + "' does not");
        }
        if (paths.isEmpty() == deletes.isEmpty()) {
            throw wrong("name what to publish, or what to delete with --delete");
        }
        if (timeoutSeconds < 1) {
            throw wrong("--timeout has to be at least 1");
        }
        if (watch && (paths.isEmpty() || !paths.stream().allMatch(path -> Files.isDirectory(Path.of(path))))) {
            throw wrong("--watch follows folders");
        }
    }

    private int tell(Publication publication) {
        PublishReport report = publication.report();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(report));
        } else {
            report.skipped().forEach((kind, count) -> out.println("  left out: " + count + " " + kind));
            out.println(report.sent() + " changes sent to " + report.topic()
                    + (noWait ? "." : ": " + ReportText.counts(report) + " (" + report.millis() + " ms)."));
            ReportText.troubles(report, spec.commandLine().getErr(), publication.waitingFor(5));
        }
        return report.good() ? 0 : 1;
    }

    /** What was published before is known by its files' times; the first look only notes them. */
    private void follow(List<FolderWatch> watches, Publication publication) throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        for (FolderWatch folder : watches) {
            folder.note();
        }
        out.println("Watching. Ctrl-C ends it.");
        while (true) {
            TimeUnit.MILLISECONDS.sleep(500);
            int changes = 0;
            for (FolderWatch folder : watches) {
                changes += folder.look(publication);
            }
            if (changes > 0) {
                publication.awaitReceipts();
                out.println(changes + (changes == 1 ? " change" : " changes") + " more; in all "
                        + ReportText.counts(publication.report()) + ".");
            }
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

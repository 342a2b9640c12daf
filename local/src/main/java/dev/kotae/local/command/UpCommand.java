package dev.kotae.local.command;

import dev.kotae.local.embedding.LocalEmbedder;
import dev.kotae.local.process.PartFailedException;
import dev.kotae.local.publish.Progress;
import dev.kotae.local.publish.Publication;
import dev.kotae.local.publish.PublishReport;
import dev.kotae.local.suite.StartLog;
import dev.kotae.local.suite.Suite;
import dev.kotae.local.suite.SuiteStatus;
import dev.kotae.local.suite.UpOptions;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the suite. */
@Command(
        name = "up",
        description = "Starts Kafka, Redis, a small language model and the three services; what runs already is kept.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOptions state;

    @Option(names = "--detach", description = "Return when all is ready; ./kotae down stops it.")
    private boolean detach;

    @Option(names = "--no-demo", description = "Do not publish the suite's own guide.")
    private boolean noDemo;

    @Option(names = "--no-model", description = "Run no language model; the built-in 'extractive' answers.")
    private boolean noModel;

    @Option(names = "--model-file", paramLabel = "FILE", description = "Run this GGUF file as the language model.")
    private Path modelFile;

    @Option(
            names = "--embedder",
            paramLabel = "NAME",
            description = "What makes the vectors: bge-small-en-v1.5 (the default, English, inside the services) or"
                    + " multilingual-e5-small, a server that is installed once with Python. A folder of state keeps the one it"
                    + " began with.")
    private String embedder;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        LocalEmbedder chosen = chosen();
        long begun = System.nanoTime();
        Suite suite = state.suite();
        if (!detach) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> suite.down(false)));
        }
        SuiteStatus status =
                suite.up(new UpOptions(StateOptions.root(), !detach, !noModel, modelFile, chosen), new Printed(out));
        out.printf(Locale.ROOT, "Ready in %.1f s.%n", (System.nanoTime() - begun) / 1e9);
        boolean published = noDemo || publishGuide(status, out);
        tell(status, out);
        if (!detach) {
            out.println("Ctrl-C stops the suite.");
            stay(suite, status, out);
        }
        return published ? 0 : 1;
    }

    /** Null where none is named. */
    private LocalEmbedder chosen() {
        return embedder == null
                ? null
                : LocalEmbedder.of(embedder)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "There is no embedder '" + embedder + "'; there are: " + LocalEmbedder.names()));
    }

    private boolean publishGuide(SuiteStatus status, PrintWriter out) {
        Path guide = StateOptions.root().resolve("docs/guide");
        if (!Files.isDirectory(guide)) {
            out.println("There is no guide to publish at " + guide + ".");
            return true;
        }
        try (Publication publication =
                new Publication(status.kafka().bootstrapServers(), "guide", Duration.ofSeconds(60), Progress.NONE)) {
            publication.publish(guide.toString(), InputStream.nullInputStream());
            publication.awaitReceipts();
            PublishReport report = publication.report();
            out.println("The guide is published as collection 'guide': " + ReportText.counts(report) + ".");
            ReportText.troubles(report, spec.commandLine().getErr(), publication.waitingFor(5));
            return report.good();
        } catch (PartFailedException e) {
            spec.commandLine().getErr().println("The guide was not published: " + e.getMessage());
            return false;
        }
    }

    private static void tell(SuiteStatus status, PrintWriter out) {
        out.println();
        status.service("query").ifPresent(query -> out.println("The console: " + query.url() + "/"));
        out.println();
        out.println("Try:");
        out.println("  ./kotae ask \"How do I publish a document?\"");
        out.println("  ./kotae ask \"文書を公開するにはどうすればよいですか\"");
        if (status.model() != null) {
            out.println("  ./kotae ask \"What is a receipt?\" --model "
                    + status.model().id());
        }
        out.println("  ./kotae publish --collection docs FOLDER");
        out.println("  ./kotae report");
        out.println("  ./kotae status        every address; ./kotae down stops the suite");
    }

    /** Returns when the suite was stopped by another command; tells of parts that end by themselves. */
    private static void stay(Suite suite, SuiteStatus status, PrintWriter out) throws InterruptedException {
        Map<String, String> before = status.states();
        while (true) {
            TimeUnit.SECONDS.sleep(1);
            SuiteStatus now = suite.status().orElse(null);
            if (now == null || now.state().equals("stopped")) {
                return;
            }
            Map<String, String> last = before;
            now.states().forEach((part, is) -> {
                if (!is.equals(last.get(part))) {
                    out.println(part + ": " + is
                            + (is.equals("stopped")
                                    ? ". Its log is " + now.directory() + "/logs/" + part + ".log"
                                    : ""));
                }
            });
            before = now.states();
        }
    }

    private record Printed(PrintWriter out) implements StartLog {
        @Override
        public void ready(String part, Duration took, String where) {
            out.printf(Locale.ROOT, "  %-8s ready in %4.1f s   %s%n", part, took.toMillis() / 1e3, where);
        }

        @Override
        public void kept(String part, String where) {
            out.printf("  %-8s runs already     %s%n", part, where);
        }

        @Override
        public void note(String text) {
            out.println("  " + text);
        }
    }
}

package dev.kotae.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kotae.local.demo.EvalDemo;
import dev.kotae.local.imports.ImportReport;
import dev.kotae.local.process.PartFailedException;
import dev.kotae.local.suite.SuiteStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills a report with evidence about models that do not exist. */
@Command(
        name = "eval",
        description = {
            "Fills a report: raters, stars, votes and latencies of three invented models, of which demo-mori is the better one.",
            "It is marked with the origin 'demo' and left out of other reports; run again, it counts once."
        },
        mixinStandardHelpOptions = true)
final class EvalDemoCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REPORT = "/api/reports/models?origin=" + EvalDemo.ORIGIN;

    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOptions state;

    @Mixin
    private UserOption user;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SuiteStatus status = state.running();
        String eval = state.service("eval").toString();
        Path folder = state.folder().path().resolve("demo");
        EvalDemo demo = new EvalDemo(folder, LocalDate.now(ZoneOffset.UTC));
        try (Bar bar = Bar.onTerminal("demo", json)) {
            List<ImportReport> sent =
                    demo.run(status.kafka().bootstrapServers(), state.folder().answerKey(), bar);
            bar.done();
            if (!sent.stream().allMatch(ImportReport::good)) {
                throw new PartFailedException("Kafka did not take all of the demo's evidence. Run it again.");
            }
        }
        tell(counted(demo), demo, folder, eval + "/reports/#/now?origin=" + EvalDemo.ORIGIN);
        return 0;
    }

    /** The report, once all of it is counted. */
    private JsonNode counted(EvalDemo demo) throws InterruptedException {
        Api api = new Api(state.service("eval"), user.name());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode report = Json.parse(api.get(REPORT, "application/json"));
            long answers = 0;
            long ratings = 0;
            for (JsonNode model : report.path("models")) {
                answers += model.path("answers").asLong();
                ratings += model.at("/ratings/count").asLong();
            }
            long votes = report.at("/votes/count").asLong();
            if (answers == demo.answers() && ratings == demo.ratings() && votes == demo.votes()) {
                return report;
            }
            if (System.nanoTime() > deadline) {
                throw new PartFailedException(
                        "The eval service has counted %d of %d answers, %d of %d ratings and %d of %d votes; the rest is in Kafka. Look again: ./kotae report --origin demo"
                                .formatted(answers, demo.answers(), ratings, demo.ratings(), votes, demo.votes()));
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    private void tell(JsonNode report, EvalDemo demo, Path folder, String page) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("origin", EvalDemo.ORIGIN);
            told.put("answers", demo.answers());
            told.put("ratings", demo.ratings());
            told.put("votes", demo.votes());
            told.put("files", folder.toString());
            told.put("page", page);
            told.put("report", report);
            out.println(Json.pretty(told));
            return;
        }
        out.printf(
                "%d answers, %d ratings and %d votes of three invented models are counted, each once.%n%n",
                demo.answers(), demo.ratings(), demo.votes());
        new ModelTable(report).print(out);
        out.println();
        out.println("With charts: " + page);
        out.println();
        out.println("What to look at:");
        out.println(
                "  better      demo-mori was made to be the better model, and the report says so. With fewer ratings"
                        + " it would say 'undecided', and about how many more it takes.");
        out.println("  intervals   no mean stands without its interval, which holds however often you look.");
        out.println(
                "  order       who was shown first was made to win votes by 0.4; the report estimates that and takes"
                        + " it out of the strengths.");
        out.println("  budgets     demo-suna was made to fail too often for production; demo-mori is the slowest.");
        out.println("  over time   the prompt was changed on the ninth day; the page marks it.");
        out.println();
        out.println("The evidence as it was imported is in " + folder
                + ". Other reports leave it out: ./kotae report --origin demo");
    }
}

package dev.kotae.local.command;

import dev.kotae.local.suite.SuiteStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what runs where. */
@Command(
        name = "status",
        description = "Tells what runs where. The exit code is 0 if everything runs, else 1.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOptions state;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<SuiteStatus> known = state.suite().status();
        if (known.isEmpty()) {
            String where = state.folder().path().toString();
            out.println(
                    json
                            ? Json.pretty(Map.of("state", "stopped", "directory", where, "services", List.of()))
                            : "Nothing was started in " + where + " yet.");
            return 1;
        }
        SuiteStatus status = known.get();
        if (json) {
            out.println(Json.pretty(status));
        } else {
            table(status, out);
        }
        return status.state().equals("running") ? 0 : 1;
    }

    private static void table(SuiteStatus status, PrintWriter out) {
        Table table = new Table("part", "state", "pid", "address", "health and metrics");
        SuiteStatus.Kafka kafka = status.kafka();
        table.row("kafka", kafka.state(), Table.text(kafka.pid()), kafka.bootstrapServers(), "");
        SuiteStatus.Redis redis = status.redis();
        table.row("redis", redis.state(), Table.text(redis.pid()), redis.url().replaceFirst("//[^/@]*@", "//"), "");
        if (status.model() != null) {
            SuiteStatus.Model model = status.model();
            table.row("model", model.state(), Table.text(model.pid()), model.url(), "");
        }
        if (status.embedder() != null) {
            SuiteStatus.Embedder embedder = status.embedder();
            table.row("embedder", embedder.state(), Table.text(embedder.pid()), embedder.url(), "");
        }
        for (SuiteStatus.Service service : status.services()) {
            table.row(
                    service.name(),
                    service.state(),
                    Table.text(service.pid()),
                    service.url(),
                    service.managementUrl() + "/q");
        }
        table.print(out);
    }
}

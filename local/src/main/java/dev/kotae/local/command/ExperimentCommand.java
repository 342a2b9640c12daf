package dev.kotae.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks real questions once more, by a baseline and a candidate. */
@Command(
        name = "experiment",
        description = {
            "Asks real questions once more, of a baseline and a candidate, and compares the answers question by question.",
            "Try: kotae experiment start --baseline extractive --candidate MODEL --wait"
        },
        mixinStandardHelpOptions = true)
final class ExperimentCommand implements Runnable {
    private static final String PATH = "/api/experiments";
    private static final long LOOK_MILLIS = 500;
    private static final int CLOSED = 409;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "what to do with an experiment? start, list, show, cancel, resume or gate");
    }

    @Command(name = "start", description = "Begins an experiment.", mixinStandardHelpOptions = true)
    int start(
            @Mixin StateOptions suite,
            @Mixin UserOption asker,
            @Mixin ExperimentPlanOptions plan,
            @Option(names = "--wait", description = "Wait until it is over.") boolean wait,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws IOException, InterruptedException {
        Api api = new Api(suite.service("eval"), asker.name());
        JsonNode report = Json.parse(api.post(PATH, plan.body()));
        while (wait && report.path("state").asText().equals("running")) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            report = Json.parse(api.get(PATH + "/" + report.path("id").asText(), "application/json"));
        }
        tell(report, json);
        return report.path("state").asText().equals("failed") ? 1 : 0;
    }

    @Command(name = "list", description = "Lists all experiments.", mixinStandardHelpOptions = true)
    int list(
            @Mixin StateOptions suite,
            @Mixin UserOption asker,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        JsonNode all = Json.parse(new Api(suite.service("eval"), asker.name()).get(PATH, "application/json"));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(all));
            return 0;
        }
        Table table = new Table("experiment", "state", "asked", "baseline", "candidate", "begun");
        all.path("experiments")
                .forEach(one -> table.row(
                        one.path("id").asText(),
                        one.path("state").asText(),
                        one.path("asked").asLong() + " of " + one.path("drawn").asLong(),
                        one.at("/baseline/settings/model").asText(),
                        one.at("/candidate/settings/model").asText(),
                        one.path("at").asText()));
        table.print(out);
        out.flush();
        return 0;
    }

    @Command(name = "show", description = "Shows an experiment's report.", mixinStandardHelpOptions = true)
    int show(@Mixin StateOptions suite, @Mixin UserOption asker, @Mixin Chosen chosen) {
        tell(
                Json.parse(new Api(suite.service("eval"), asker.name()).get(of(chosen.id), "application/json")),
                chosen.json);
        return 0;
    }

    @Command(
            name = "cancel",
            description = "Stops asking; what has been answered is kept.",
            mixinStandardHelpOptions = true)
    int cancel(@Mixin StateOptions suite, @Mixin UserOption asker, @Mixin Chosen chosen) {
        return change(suite, asker, chosen, "cancel");
    }

    @Command(
            name = "resume",
            description = "Goes on with the questions that were not asked yet.",
            mixinStandardHelpOptions = true)
    int resume(@Mixin StateOptions suite, @Mixin UserOption asker, @Mixin Chosen chosen) {
        return change(suite, asker, chosen, "resume");
    }

    private int change(StateOptions suite, UserOption asker, Chosen chosen, String how) {
        Api api = new Api(suite.service("eval"), asker.name());
        tell(Json.parse(api.post(of(chosen.id) + "/" + how, Map.of())), chosen.json);
        return 0;
    }

    @Command(
            name = "gate",
            description = {
                "For pipelines: exit code 0 if the candidate is surely not worse than the baseline by more than the margin,",
                "1 if it is, or if nobody can know yet."
            },
            mixinStandardHelpOptions = true)
    int gate(
            @Mixin StateOptions suite,
            @Mixin UserOption asker,
            @Mixin Chosen chosen,
            @Option(
                            names = "--margin",
                            paramLabel = "D",
                            defaultValue = "0.1",
                            description = "How much worse a share may be (default: 0.1).")
                    String margin,
            @Option(
                            names = "--measures",
                            paramLabel = "NAMES",
                            defaultValue = "",
                            description =
                                    "Some of answered,grounded,preferred; the last by the judge, if it agrees with"
                                            + " people (default: answered,grounded).")
                    String measures) {
        Api.Answer answer = new Api(suite.service("eval"), asker.name())
                .getOr(
                        of(chosen.id) + "/gate?margin=" + encoded(margin) + "&measures=" + encoded(measures),
                        "application/json",
                        CLOSED);
        JsonNode told = Json.parse(answer.body());
        PrintWriter out = spec.commandLine().getOut();
        JsonNode gate = told.has("gate") ? told.path("gate") : told;
        if (chosen.json) {
            out.println(Json.pretty(gate));
        } else if (gate.has("decision")) {
            new ExperimentText(gate).gate(out);
        } else {
            out.println("The gate is closed. " + told.path("detail").asText());
        }
        out.flush();
        return answer.status() == CLOSED ? 1 : 0;
    }

    private void tell(JsonNode report, boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(report));
        } else {
            new ExperimentText(report).report(out);
        }
        out.flush();
    }

    private static String of(String id) {
        return PATH + "/" + encoded(id);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Which experiment, and how to tell of it. */
    static final class Chosen {
        @Parameters(paramLabel = "ID", description = "The experiment.")
        private String id;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;
    }
}

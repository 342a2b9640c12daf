package dev.kotae.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a question. */
@Command(
        name = "ask",
        description = "Asks a question and prints the answer as it is written, with what it cites.",
        mixinStandardHelpOptions = true)
final class AskCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOptions state;

    @Mixin
    private UserOption user;

    @Parameters(paramLabel = "QUESTION", description = "The question, in quotes.")
    private String question;

    @Option(
            names = "--collection",
            paramLabel = "NAME",
            description = "Search only here; may be repeated (default: everywhere).")
    private List<String> collections = List.of();

    @Option(names = "--model", paramLabel = "ID", description = "Which model answers; ./kotae models lists them.")
    private String model;

    @Option(names = "--json", description = "Print the whole answer as JSON, at its end.")
    private boolean json;

    @Override
    public Integer call() {
        Api api = new Api(state.service("query"), user.name());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(Json.parse(api.post("/api/answers", body()))));
            return 0;
        }
        AnswerPrinter printer = new AnswerPrinter(out);
        try (Stream<String> lines = api.stream("/api/answers", body())) {
            ServerEvents.read(lines, printer);
        }
        JsonNode answer = printer.answer();
        if (answer == null) {
            throw new ApiException("The answer broke off: the stream ended before it was complete.");
        }
        return 0;
    }

    private Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("question", question);
        if (!collections.isEmpty()) {
            body.put("collections", collections);
        }
        if (model != null) {
            body.put("model", model);
        }
        return body;
    }
}

package dev.kotae.local.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rates an answer. */
@Command(
        name = "rate",
        description = "Gives an answer one to five stars. A later rating of the same answer replaces an earlier one.",
        mixinStandardHelpOptions = true)
final class RateCommand implements Callable<Integer> {
    /** What can stand in a path without changing its meaning; the service judges the rest. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,300}");

    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOptions state;

    @Mixin
    private UserOption user;

    @Parameters(index = "0", paramLabel = "ANSWER", description = "The answer's id, as ./kotae ask prints it.")
    private String answer;

    @Parameters(index = "1", paramLabel = "STARS", description = "1 (useless) to 5 (just right).")
    private int stars;

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
    private String comment;

    @Option(names = "--json", description = "Print the rating as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (stars < 1 || stars > 5) {
            throw new ParameterException(spec.commandLine(), "stars go from 1 to 5, not " + stars);
        }
        if (!ID.matcher(answer).matches()) {
            throw new ParameterException(spec.commandLine(), "'" + answer + "' is no answer's id");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("stars", stars);
        if (comment != null) {
            body.put("comment", comment);
        }
        String reply = new Api(state.service("eval"), user.name()).put("/api/ratings/" + answer, body);
        if (json) {
            spec.commandLine().getOut().println(reply.isBlank() ? Json.pretty(body) : Json.pretty(Json.parse(reply)));
        } else {
            spec.commandLine()
                    .getOut()
                    .println("Rated " + answer + " with " + stars + (stars == 1 ? " star." : " stars."));
        }
        return 0;
    }
}

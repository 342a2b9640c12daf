package dev.kotae.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Erases what is kept of a user. */
@Command(
        name = "erase",
        description = {
            "Erases all questions, answers, ratings, votes and comments that are kept of a user.",
            "Every report follows within seconds. There is no way back."
        },
        mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOptions state;

    @Mixin
    private UserOption user;

    @Option(names = "--yes", description = "Required: nothing can be brought back.")
    private boolean yes;

    @Option(names = "--json", description = "Print how much was erased as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        String name = user.name();
        if (!yes) {
            throw new ParameterException(
                    spec.commandLine(),
                    "all that is kept of '" + name + "' would be gone for ever; say --yes to do that");
        }
        JsonNode erased = Json.parse(new Api(state.service("eval"), name).delete("/api/ratings"));
        if (json) {
            spec.commandLine().getOut().println(Json.pretty(erased));
        } else {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "Erased of %s: %d answers, %d ratings, %d votes.%n",
                            name,
                            erased.path("answers").asLong(),
                            erased.path("ratings").asLong(),
                            erased.path("votes").asLong());
        }
        return 0;
    }
}

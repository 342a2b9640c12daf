package dev.kotae.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the models. */
@Command(name = "models", description = "Lists the models that can answer.", mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOptions state;

    @Mixin
    private UserOption user;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        String body = new Api(state.service("query"), user.name()).get("/api/models", "application/json");
        JsonNode models = Json.parse(body);
        if (json) {
            spec.commandLine().getOut().println(Json.pretty(models));
            return 0;
        }
        Table table = new Table("model", "provider", "revision", "context", "price in/out per million", "state");
        for (JsonNode model : models.path("models")) {
            table.row(
                    model.path("id").asText(),
                    model.path("provider").asText(""),
                    model.path("revision").asText(""),
                    model.path("contextLength").asText(""),
                    price(model.path("price")),
                    state(model));
        }
        table.print(spec.commandLine().getOut());
        if (models.path("fileTrouble").isObject()) {
            spec.commandLine()
                    .getErr()
                    .println("The catalogue's file cannot be used, the last good settings go on: "
                            + models.path("fileTrouble").path("reason").asText());
        }
        return 0;
    }

    private static String state(JsonNode model) {
        String state = model.path("state").asText("");
        return model.path("reason").isTextual()
                ? state + ": " + model.path("reason").asText()
                : state;
    }

    private static String price(JsonNode price) {
        return price.isObject()
                ? price.path("input").asText() + "/" + price.path("output").asText() + " "
                        + price.path("currency").asText()
                : "";
    }
}

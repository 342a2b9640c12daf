package dev.kotae.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what Kotae does by data that was made for it. */
@Command(
        name = "demo",
        description = "Shows what Kotae does by data that was made for it. 'kotae demo eval' fills a report.",
        mixinStandardHelpOptions = true,
        subcommands = EvalDemoCommand.class)
final class DemoCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a demo of what? Try: kotae demo eval");
    }
}

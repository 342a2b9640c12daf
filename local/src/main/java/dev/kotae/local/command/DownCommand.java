package dev.kotae.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops the suite. */
@Command(name = "down", description = "Stops the suite. Its data stays.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOptions state;

    @Option(names = "--wipe", description = "Remove its data, logs and settings too.")
    private boolean wipe;

    @Override
    public Integer call() {
        boolean ran = state.suite().down(wipe);
        String where = state.folder().path().toString();
        spec.commandLine()
                .getOut()
                .println((ran ? "Stopped." : "Nothing was running.") + (wipe ? " Removed " + where + "." : ""));
        return 0;
    }
}

package dev.kotae.local.command;

import dev.kotae.local.process.PartFailedException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command's entry. */
@Command(
        name = "kotae",
        description =
                "Keeps a vector store true to a stream of documents, answers with citations, measures its models.",
        mixinStandardHelpOptions = true,
        version = "kotae 0.1.0",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            PublishCommand.class,
            AskCommand.class,
            RateCommand.class,
            EraseCommand.class,
            ReportCommand.class,
            ImportCommand.class,
            DemoCommand.class,
            ExperimentCommand.class,
            ModelsCommand.class
        })
public final class Kotae implements Runnable {
    @Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(commandLine().setOut(out).setErr(err).execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Kotae())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    command.getErr().println("kotae: " + inWords(error));
                    return 1;
                })
                .setParameterExceptionHandler((error, arguments) -> {
                    CommandLine command = error.getCommandLine();
                    command.getErr().println("kotae: " + error.getMessage());
                    command.getErr()
                            .println("Try: kotae " + (command.getParent() == null ? "" : command.getCommandName() + " ")
                                    + "--help");
                    return 2;
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? Try: kotae --help");
    }

    private static String inWords(Exception error) {
        boolean ours = error instanceof PartFailedException || error instanceof ApiException;
        String message = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        return ours ? message : message + " (" + error.getClass().getSimpleName() + ")";
    }
}

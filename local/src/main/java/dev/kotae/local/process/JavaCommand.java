package dev.kotae.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How to run a class of this project in a JVM of its own. */
public final class JavaCommand {
    private JavaCommand() {}

    /** The program that runs this JVM. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * This JVM's class path, to be given as the variable {@code CLASSPATH}: it may be too long for a command line. Build tools
     * that hide it behind a jar's manifest tell the real one in a property.
     */
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** A command for a main class, with flags for a small and quickly started JVM first: the quick compiler alone. */
    public static List<String> of(String heap, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx" + heap));
        command.addAll(briefFlags());
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Flags for a JVM that shares two cores with others: one collector thread, no core dump. Both compilers: a service that runs for days
     * has its hot code compiled well.
     */
    public static List<String> smallFlags() {
        return List.of(
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    }

    /** Those flags, and the quick compiler alone: for a JVM that starts often, or does not live long enough for the other one's work to pay. */
    public static List<String> briefFlags() {
        List<String> flags = new ArrayList<>(smallFlags());
        flags.add("-XX:TieredStopAtLevel=1");
        return flags;
    }

    /** Flags that are written in one line, with spaces between them; none where there is no line. A later flag overrules an earlier one. */
    public static List<String> flags(String line) {
        return line == null
                ? List.of()
                : Stream.of(line.split("\\s+")).filter(flag -> !flag.isEmpty()).toList();
    }
}

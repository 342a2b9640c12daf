package dev.kotae.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param command the program and its arguments
 * @param environment variables beside those of this process
 * @param pidFile where the process' number is kept
 * @param log the file that its output is appended to
 * @param watched whether it must end with this JVM, however that ends
 */
public record Launch(List<String> command, Map<String, String> environment, Path pidFile, Path log, boolean watched) {
    /** Copies its collections. */
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}

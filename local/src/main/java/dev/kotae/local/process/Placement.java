package dev.kotae.local.process;

import java.nio.file.Path;

/**
 * Where a part lives on this machine.
 *
 * @param directory the folder of its data and its pid file
 * @param log the file that its output is appended to
 * @param preferredPort where to listen if the folder names no port yet; the next free one if it is taken; 0 for any
 * @param watched whether it ends with this JVM, however that ends
 */
public record Placement(Path directory, Path log, int preferredPort, boolean watched) {

    /** For a test: any port, the log beside the data, gone with this JVM. */
    public static Placement passing(Path directory, String name) {
        return new Placement(directory, directory.resolve(name + ".log"), 0, true);
    }
}

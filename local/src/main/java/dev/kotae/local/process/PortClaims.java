package dev.kotae.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The ports that this JVM has claimed: for each a locked file, which the system unlocks when the JVM ends, however it does. The files are
 * in the user's own temporary folder, so users do not see each other's claims.
 */
final class PortClaims {
    private static final Map<Integer, FileLock> OURS = new HashMap<>();

    private PortClaims() {}

    /** Whether the port is ours now, also if it was before. */
    static synchronized boolean take(int port) {
        if (OURS.containsKey(port)) {
            return true;
        }
        try {
            FileChannel file = FileChannel.open(
                    folder().resolve(Integer.toString(port)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(file);
            if (lock == null) {
                file.close();
                return false;
            }
            OURS.put(port, lock);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot claim port " + port, e);
        }
    }

    static synchronized boolean has(int port) {
        return OURS.containsKey(port);
    }

    private static FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException anotherClassLoaderHasIt) {
            return null;
        }
    }

    private static Path folder() throws IOException {
        String folder = "kotae-ports-" + System.getProperty("user.name");
        return Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), folder));
    }
}

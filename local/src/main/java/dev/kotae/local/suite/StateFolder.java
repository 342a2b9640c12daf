package dev.kotae.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Where the suite's state lives: data, logs, pid files, the services' settings and the key that signs answer ids.
 *
 * @param path the folder, absolute
 */
public record StateFolder(Path path) {
    /** Makes the path absolute: the children must not depend on where the command was run. */
    public StateFolder {
        path = path.toAbsolutePath().normalize();
    }

    Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }

    Path of(String name) {
        return path.resolve(name);
    }

    Path suiteFile() {
        return path.resolve("suite.json");
    }

    /** The file of the key that query and eval share, made on first use: 32 random bytes in base64, for this user's eyes only. */
    public Path answerKey() {
        Path file = path.resolve("answer-key");
        if (!Files.exists(file)) {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            writePrivate(file, Base64.getEncoder().encodeToString(key) + "\n");
        }
        return file;
    }

    /** Writes a file that only this user can read, also while it is being written. */
    void writePrivate(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}

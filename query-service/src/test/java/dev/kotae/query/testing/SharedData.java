package dev.kotae.query.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Data that is not part of the project: in the folder that {@code KOTAE_DATA} names, or in {@code shared/data} beside the checkout. */
public final class SharedData {

    private SharedData() {}

    /** A folder of it; where it is absent the test is skipped and says so. */
    public static Path folder(String name) {
        String data = System.getenv("KOTAE_DATA");
        Path folder = data == null ? beside(name) : Path.of(data, name);
        Assumptions.assumeTrue(
                folder != null && Files.exists(folder),
                "There is no data set " + name + ": set KOTAE_DATA to where it is");
        return folder;
    }

    private static Path beside(String name) {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path folder = up.resolve("shared/data").resolve(name);
            if (Files.exists(folder)) {
                return folder;
            }
        }
        return null;
    }
}

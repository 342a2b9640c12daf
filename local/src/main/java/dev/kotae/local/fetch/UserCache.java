package dev.kotae.local.fetch;

import java.nio.file.Path;

/** The folder of what is fetched once for this user. */
final class UserCache {
    private UserCache() {}

    static Path folder() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("kotae");
    }
}

package dev.kotae.local.redis;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A way to run a Redis with the Query Engine on this machine. */
sealed interface RedisSource {
    /** What to call it in a message. */
    String description();

    /** A server program, with the module to load where it does not bring the Query Engine. */
    record Binary(Path server, Optional<Path> module) implements RedisSource {
        @Override
        public String description() {
            return server + module.map(path -> " with " + path.getFileName()).orElse("");
        }

        List<String> command(RedisOptions options) {
            return options.command(List.of(server.toString()), module);
        }
    }

    /** A container of the image {@value RedisSource.Container#IMAGE}. */
    record Container(Path engine) implements RedisSource {
        static final String IMAGE = "docker.io/library/redis:8";

        @Override
        public String description() {
            return IMAGE + " in " + engine.getFileName();
        }
    }
}

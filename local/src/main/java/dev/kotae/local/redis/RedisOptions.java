package dev.kotae.local.redis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The settings every server here runs with: writes survive a crash, nothing is evicted, slow queries fail aloud. */
record RedisOptions(String bind, int port, String directory) {

    List<String> command(List<String> server, Optional<Path> module) {
        List<String> command = new ArrayList<>(server);
        command.addAll(List.of("--bind", bind, "--port", Integer.toString(port), "--dir", directory));
        command.addAll(List.of("--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"));
        command.addAll(List.of("--daemonize", "no", "--protected-mode", "no"));
        module.ifPresent(path ->
                command.addAll(List.of("--loadmodule", path.toString(), "ON_TIMEOUT", "FAIL", "DEFAULT_DIALECT", "2")));
        return command;
    }
}

package dev.kotae.local.redis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The settings every server here runs with: writes survive a crash, nothing is evicted, slow queries fail aloud.
 *
 * @param bind where it listens
 * @param port on which port
 * @param directory where its data is
 * @param instance a name that no other server has; it answers with it, and so proves that it is this one
 */
record RedisOptions(String bind, int port, String directory, String instance) {

    List<String> command(List<String> server, Optional<Path> module) {
        List<String> command = new ArrayList<>(server);
        command.addAll(List.of("--bind", bind, "--port", Integer.toString(port), "--dir", directory));
        command.addAll(List.of("--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"));
        command.addAll(List.of("--daemonize", "no", "--protected-mode", "no"));
        command.addAll(List.of("--pidfile", pidFile()));
        module.ifPresent(path ->
                command.addAll(List.of("--loadmodule", path.toString(), "ON_TIMEOUT", "FAIL", "DEFAULT_DIALECT", "2")));
        return command;
    }

    /** A file for the server alone, which it removes when it stops; what counts is its name. */
    String pidFile() {
        return directory + "/server-" + instance + ".pid";
    }
}

package dev.kotae.local.process;

import java.util.ArrayList;
import java.util.List;

/** A session of its own for a command, where the system has {@code setsid}; elsewhere the terminal's signals are ignored. */
final class Session {
    private Session() {}

    static List<String> own(List<String> command) {
        List<String> wrapped = new ArrayList<>();
        if (Executables.find("setsid").isPresent()) {
            wrapped.add("setsid");
        } else {
            wrapped.addAll(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        }
        wrapped.addAll(command);
        return wrapped;
    }
}

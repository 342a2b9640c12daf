package dev.kotae.local.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends a process when this JVM is gone, even by {@code kill -9}: a shell waits on a pipe from here; a line tells it that all is
 * well, the end of the pipe that nobody is left to say so. It ends only what the pid file still names.
 */
final class Watch implements AutoCloseable {
    /** Keeps the pipes open for as long as the JVM lives. */
    private static final Set<Watch> OPEN = ConcurrentHashMap.newKeySet();

    private final Process shell;

    private Watch(Process shell) {
        this.shell = shell;
    }

    static Watch none() {
        return new Watch(null);
    }

    static Watch over(long pid, Path pidFile) throws IOException {
        List<String> command = List.of(
                "sh",
                "-c",
                "read line && exit 0; [ \"$(cut -d ' ' -f 1 \"$1\")\" = \"$0\" ] && kill -9 \"$0\"",
                Long.toString(pid),
                pidFile.toAbsolutePath().toString());
        Watch watch = new Watch(new ProcessBuilder(Session.own(command))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        OPEN.add(watch);
        return watch;
    }

    @Override
    public void close() {
        if (shell == null || !OPEN.remove(this)) {
            return;
        }
        try (OutputStream pipe = shell.getOutputStream()) {
            pipe.write('\n');
        } catch (IOException gone) {
            shell.destroyForcibly();
        }
        try {
            shell.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.kotae.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {
    @TempDir
    Path folder;

    @Test
    void watchedProcessEndsWithTheJvmThatStartedItEvenWhenThatIsKilled() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(JavaCommand.of("64m", Starter.class.getName(), folder.toString()));
        builder.environment().put("CLASSPATH", JavaCommand.classPath());
        Process starter = builder.inheritIO().start();
        try {
            ChildProcess child = await().atMost(Duration.ofSeconds(10))
                    .until(() -> ChildProcess.find(folder.resolve("pid")), found -> found.isPresent())
                    .orElseThrow();

            starter.destroyForcibly().waitFor();

            await().atMost(Duration.ofSeconds(5)).until(() -> !child.isAlive());
        } finally {
            starter.destroyForcibly();
        }
    }

    @Test
    void processThatIgnoresBeingAskedIsEndedHard() {
        ChildProcess child = start("trap '' TERM; echo ready; while true; do sleep 1; done");
        await().until(() -> Files.readString(folder.resolve("log")).contains("ready"));

        child.stop(Duration.ofMillis(200));

        assertThat(child.isAlive()).isFalse();
        assertThat(folder.resolve("pid")).doesNotExist();
    }

    @Test
    void numberThatBelongsToAnotherProcessNowIsNotTakenForOurs() throws Exception {
        Files.writeString(folder.resolve("pid"), ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z");

        assertThat(ChildProcess.find(folder.resolve("pid"))).isEmpty();
    }

    private ChildProcess start(String script) {
        return ChildProcess.start(
                new Launch(List.of("sh", "-c", script), Map.of(), folder.resolve("pid"), folder.resolve("log"), true));
    }

    /** Starts a watched process and waits to be killed. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] arguments) throws InterruptedException {
            Path folder = Path.of(arguments[0]);
            ChildProcess.start(
                    new Launch(List.of("sleep", "600"), Map.of(), folder.resolve("pid"), folder.resolve("log"), true));
            Thread.currentThread().join();
        }
    }
}

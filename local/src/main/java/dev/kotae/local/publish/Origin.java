package dev.kotae.local.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where changes come from. */
sealed interface Origin permits FileTree, GitTree, JsonLines {

    /**
     * Reads everything once, in a fixed order.
     *
     * @throws IOException if the origin as a whole cannot be read
     */
    void read(ChangeSink sink) throws IOException;

    /**
     * What a path names: {@code -} lines on standard input, {@code .jsonl} and {@code .jsonl.gz} lines in a file, a git
     * repository, a folder, or one file.
     *
     * @throws UnreadableException if there is nothing of that name, or a file of a kind that is no document
     */
    static Origin of(String path, InputStream standardInput) {
        if (path.equals("-")) {
            return JsonLines.from(standardInput);
        }
        Path file = Path.of(path);
        if (!Files.exists(file)) {
            throw new UnreadableException("there is no " + path);
        }
        if (path.endsWith(".jsonl") || path.endsWith(".jsonl.gz")) {
            return JsonLines.in(file);
        }
        if (Files.isDirectory(file)) {
            return Files.exists(file.resolve(".git")) ? new GitTree(file) : new FileTree(file);
        }
        if (ContentTypes.of(path).isEmpty()) {
            throw new UnreadableException(
                    path + " is no document: its name ends in none of .md .txt .html .adoc .jsonl .jsonl.gz");
        }
        return new FileTree(file);
    }
}

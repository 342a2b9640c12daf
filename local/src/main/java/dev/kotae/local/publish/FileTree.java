package dev.kotae.local.publish;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;

/**
 * The documents of a folder and the folders below, named by their paths relative to it; or one file, named by its own name. Hidden
 * files and folders are left out, links are not followed.
 */
record FileTree(Path root) implements Origin {

    /** What tells that a file changed. */
    record Stamp(Path file, long modified, long size) {}

    @Override
    public void read(ChangeSink sink) throws IOException {
        for (Map.Entry<String, Stamp> document : documents(sink).entrySet()) {
            read(document.getKey(), document.getValue().file(), sink);
        }
    }

    /** Reads one of the documents. */
    void read(String id, Path file, ChangeSink sink) {
        try {
            sink.change(
                    ChangeLine.upsert(id, ContentTypes.of(id).orElseThrow(), FileText.of(Files.readAllBytes(file))));
        } catch (UnreadableException e) {
            sink.problem(file + ": " + e.getMessage());
        } catch (IOException e) {
            sink.problem(file + ": cannot be read");
        }
    }

    /** The documents by id, in the order of their ids. */
    Map<String, Stamp> documents(ChangeSink sink) throws IOException {
        Map<String, Stamp> found = new TreeMap<>();
        if (Files.isRegularFile(root)) {
            BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
            found.put(root.getFileName().toString(), stamp(root, attributes));
            return found;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (!folder.equals(root) && isHidden(folder)) {
                    sink.skipped("hidden folders");
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isHidden(file)) {
                    sink.skipped("hidden files");
                } else if (!attributes.isRegularFile()) {
                    sink.skipped("links");
                } else if (ContentTypes.of(file.getFileName().toString()).isEmpty()) {
                    sink.skipped("files of other kinds");
                } else {
                    found.put(root.relativize(file).toString().replace('\\', '/'), stamp(file, attributes));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                sink.problem(file + ": cannot be read");
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static Stamp stamp(Path file, BasicFileAttributes attributes) {
        return new Stamp(file, attributes.lastModifiedTime().toMillis(), attributes.size());
    }
}

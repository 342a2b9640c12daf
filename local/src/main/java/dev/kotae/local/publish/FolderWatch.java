package dev.kotae.local.publish;

import dev.kotae.local.publish.FileTree.Stamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Follows a folder: each look publishes what changed since the one before and deletes what is gone. Files that were written less
 * than a moment ago are left for the next look, so that none is read half written. For one thread.
 */
public final class FolderWatch {
    private static final long SETTLED_MILLIS = 300;

    private final FileTree tree;
    private Map<String, Stamp> known = Map.of();

    /** Follows the folder, or the one file, at a path. */
    public FolderWatch(Path root) {
        this.tree = new FileTree(root);
    }

    /**
     * Publishes what changed.
     *
     * @return how many changes there were
     * @throws IOException if the folder cannot be read
     */
    public int look(Publication publication) throws IOException {
        return look((ChangeSink) publication);
    }

    /**
     * Takes what is there now as published.
     *
     * @throws IOException if the folder cannot be read
     */
    public void note() throws IOException {
        known = tree.documents(Quiet.SILENT);
    }

    int look(ChangeSink sink) throws IOException {
        Map<String, Stamp> now = new TreeMap<>(tree.documents(new Quiet(sink::problem)));
        int changes = 0;
        for (Map.Entry<String, Stamp> document : Map.copyOf(now).entrySet()) {
            Stamp before = known.get(document.getKey());
            if (document.getValue().equals(before)) {
                continue;
            }
            boolean fresh = System.currentTimeMillis() - document.getValue().modified() < SETTLED_MILLIS;
            if (fresh) {
                if (before == null) {
                    now.remove(document.getKey());
                } else {
                    now.put(document.getKey(), before);
                }
                continue;
            }
            tree.read(document.getKey(), document.getValue().file(), sink);
            changes++;
        }
        for (String id : known.keySet()) {
            if (!now.containsKey(id)) {
                sink.change(Change.delete(id));
                changes++;
            }
        }
        known = now;
        return changes;
    }

    /** Passes on the problems alone: what is left out was said before. */
    private record Quiet(Consumer<String> problems) implements ChangeSink {
        static final Quiet SILENT = new Quiet(problem -> {});

        @Override
        public void change(Change change) {
            throw new IllegalStateException("Looking for documents makes no change");
        }

        @Override
        public void problem(String what) {
            problems.accept(what);
        }

        @Override
        public void skipped(String kind) {
            // Said once is enough
        }
    }
}

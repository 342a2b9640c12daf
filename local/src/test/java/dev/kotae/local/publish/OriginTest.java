package dev.kotae.local.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginTest {
    @TempDir
    Path folder;

    private final Collected collected = new Collected();

    @Test
    void folderGivesItsDocumentsByRelativePathAndLeavesOutTheRest() throws IOException {
        write("b.txt", "b");
        write("sub/a.md", "# A");
        write("sub/picture.png", "x");
        write(".git-like/c.md", "x");
        write("sub/.d.md", "x");

        read(folder);

        assertThat(collected.ids).containsExactly("b.txt", "sub/a.md");
        assertThat(collected.values.get(1)).isEqualTo("{\"contentType\":\"text/markdown\",\"text\":\"# A\"}");
        assertThat(collected.skipped)
                .isEqualTo(Map.of("hidden folders", 1, "hidden files", 1, "files of other kinds", 1));
    }

    @Test
    void fileThatIsNotTextIsAProblemAndTheRestGoesOn() throws IOException {
        Files.write(folder.resolve("a.md"), new byte[] {(byte) 0xff, (byte) 0xfe});
        write("b.md", "\uFEFFb");

        read(folder);

        assertThat(collected.ids).containsExactly("b.md");
        assertThat(collected.values.get(0)).contains("\"text\":\"b\"");
        assertThat(collected.problems).singleElement().asString().endsWith("a.md: not UTF-8 text");
    }

    @Test
    void compressedLinesAreReadAndBadOnesNamedByNumber() throws IOException {
        Path file = folder.resolve("changes.jsonl.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("{\"id\":\"a\",\"text\":\"x\"}\n[]\n\n{\"id\":\"b\",\"text\":null}"
                    .getBytes(StandardCharsets.UTF_8));
        }

        read(file);

        assertThat(collected.ids).containsExactly("a", "b");
        assertThat(collected.problems).containsExactly(file + ", line 2: not a JSON object");
    }

    @Test
    void repositoryGivesWhatItsLastCommitHolds() throws Exception {
        write("docs/a.md", "committed");
        write("docs/日本語.md", "こんにちは");
        write("code.java", "x");
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "first");
        write("docs/a.md", "edited since");
        write("docs/new.md", "not committed");

        read(folder);

        assertThat(collected.ids).containsExactlyInAnyOrder("docs/a.md", "docs/日本語.md");
        assertThat(collected.values).anyMatch(value -> value.contains("\"committed\""));
        assertThat(collected.skipped).isEqualTo(Map.of("files of other kinds", 1));
    }

    @Test
    void repositoryWithoutACommitIsSaidToBeSo() throws Exception {
        git("init", "-q");

        assertThatThrownBy(() -> read(folder)).isInstanceOf(IOException.class).hasMessageContaining("last commit");
    }

    @Test
    void pathsThatAreNoDocumentsAreNamed() throws IOException {
        write("a.png", "x");

        assertThatThrownBy(() -> read(folder.resolve("a.png"))).hasMessageContaining("is no document");
        assertThatThrownBy(() -> read(folder.resolve("absent"))).hasMessageContaining("there is no");
    }

    @Test
    void watchedFolderGivesWhatChangedAndDeletesWhatIsGone() throws IOException {
        write("a.md", "a");
        write("b.md", "b");
        age("a.md", 60);
        age("b.md", 60);
        FolderWatch watch = new FolderWatch(folder);
        watch.note();

        assertThat(watch.look(collected)).isZero();
        write("a.md", "a, longer");
        assertThat(watch.look(collected)).as("still being written").isZero();
        age("a.md", 30);
        Files.delete(folder.resolve("b.md"));
        assertThat(watch.look(collected)).isEqualTo(2);

        assertThat(collected.ids).containsExactly("a.md", "b.md");
        assertThat(collected.values.get(1)).isNull();
        assertThat(watch.look(collected)).isZero();
    }

    private void read(Path path) throws IOException {
        Origin.of(path.toString(), InputStream.nullInputStream()).read(collected);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    private void age(String name, int seconds) throws IOException {
        Files.setLastModifiedTime(
                folder.resolve(name), FileTime.fromMillis(System.currentTimeMillis() - 1000L * seconds));
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static final class Collected implements ChangeSink {
        final List<String> ids = new ArrayList<>();
        final List<String> values = new ArrayList<>();
        final List<String> problems = new ArrayList<>();
        final Map<String, Integer> skipped = new TreeMap<>();

        @Override
        public void change(Change change) {
            ids.add(change.id());
            values.add(change.value() == null ? null : new String(change.value(), StandardCharsets.UTF_8));
        }

        @Override
        public void problem(String what) {
            problems.add(what);
        }

        @Override
        public void skipped(String kind) {
            skipped.merge(kind, 1, Integer::sum);
        }
    }
}

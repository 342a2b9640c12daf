package dev.kotae.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kotae.local.embedding.LocalEmbedder;
import dev.kotae.local.process.PartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteEmbedderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "'', MULTILINGUAL_E5_SMALL, bge-small-en-v1.5",
        "'\"embedder\":{\"state\":\"running\",\"url\":\"http://127.0.0.1:8091/v1\",\"id\":\"multilingual-e5-small\"},', BGE_SMALL,"
                + " multilingual-e5-small"
    })
    void anotherEmbedderThanTheFoldersIsRefusedBeforeAnythingStarts(String before, LocalEmbedder wanted, String known)
            throws IOException {
        StateFolder state = new StateFolder(folder);
        write(state, before);

        assertThatThrownBy(() -> new Suite(state).up(new UpOptions(folder, true, false, null, wanted), new Silent()))
                .isInstanceOf(PartFailedException.class)
                .hasMessageContaining("indexed with the embedder " + known)
                .hasMessageContaining(wanted.id())
                .hasMessageContaining("--dir")
                .hasMessageContaining("down --wipe");
        assertThat(state.of("kafka")).doesNotExist();
        assertThat(state.of("redis")).doesNotExist();
    }

    @Test
    void theEmbeddersServerIsAPartOfTheSuite() throws IOException {
        StateFolder state = new StateFolder(folder);
        write(
                state,
                "\"embedder\":{\"state\":\"running\",\"pid\":1,\"url\":\"http://127.0.0.1:8091/v1\",\"id\":\"multilingual-e5-small\"},");

        SuiteStatus status = new Suite(state).status().orElseThrow();

        assertThat(status.states()).containsEntry("embedder", "stopped").hasSize(3);
        assertThat(status.embedder())
                .isEqualTo(
                        new SuiteStatus.Embedder("stopped", null, "http://127.0.0.1:8091/v1", "multilingual-e5-small"));
    }

    private static void write(StateFolder state, String embedder) throws IOException {
        Files.writeString(
                state.suiteFile(),
                """
                {"state": "running", "directory": "d", "kafka": {"state": "running", "bootstrapServers": "127.0.0.1:9092"},
                 "redis": {"state": "running", "pid": 1, "url": "redis://127.0.0.1:6379"}, %s "services": []}
                """
                        .formatted(embedder));
    }

    private static final class Silent implements StartLog {
        @Override
        public void ready(String part, Duration took, String where) {}

        @Override
        public void kept(String part, String where) {}

        @Override
        public void note(String text) {}
    }
}

package dev.kotae.query.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kotae.query.prompt.PromptTemplates.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptTemplatesTest {

    @TempDir
    private Path folder;

    @Test
    void aFileReplacesTheTemplateOfItsNameAndNoOther() throws IOException {
        PromptTemplates own = PromptTemplates.read(Optional.empty());
        write("answer-en", "--- system\nBe brief.\n{documents}\n--- user\n{question}\n");

        PromptTemplates replaced = PromptTemplates.read(Optional.of(folder));

        assertThat(replaced.of(Purpose.ANSWER, "en").ownWords()).contains("Be brief.\n");
        assertThat(replaced.hashes().get("answer-en")).isNotEqualTo(own.hashes().get("answer-en"));
        assertThat(replaced.hashes().get("answer-ja")).isEqualTo(own.hashes().get("answer-ja"));
        assertThat(replaced.of(Purpose.ANSWER, "de").id()).isEqualTo("answer-en");
    }

    @Test
    void aBrokenTemplateSaysWhichAndWhy() throws IOException {
        write("answer-ja", "--- system\n{documents}\n--- user\nquestion\n");
        assertThatThrownBy(() -> PromptTemplates.read(Optional.of(folder)))
                .hasMessageContaining("answer-ja")
                .hasMessageContaining("[{documents}, {question}]");

        write("answer-ja", "--- user\n{question}\n--- system\n{documents}\n");
        assertThatThrownBy(() -> PromptTemplates.read(Optional.of(folder))).hasMessageContaining("--- user");

        write("answer-ja", "--- robot\n{documents} {question}\n");
        assertThatThrownBy(() -> PromptTemplates.read(Optional.of(folder))).hasMessageContaining("robot");

        Files.write(folder.resolve("answer-ja.txt"), new byte[] {(byte) 0xC3, (byte) 0x28});
        assertThatThrownBy(() -> PromptTemplates.read(Optional.of(folder))).hasMessageContaining("UTF-8");
    }

    @Test
    void aMisspeltNameIsNotPassedOver() throws IOException {
        write("anwser-en", "--- user\n{documents} {question}\n");

        assertThatThrownBy(() -> PromptTemplates.read(Optional.of(folder)))
                .hasMessageContaining("anwser-en")
                .hasMessageContaining("answer-small-en");
    }

    private void write(String id, String text) throws IOException {
        Files.writeString(folder.resolve(id + ".txt"), text);
    }
}

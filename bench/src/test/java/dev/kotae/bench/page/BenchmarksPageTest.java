package dev.kotae.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.bench.measure.Interval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksPageTest {

    @TempDir
    Path folder;

    @Test
    void aSectionReplacesTheOneOfItsNameAndNothingElse() throws Exception {
        // Given
        Path file = Files.writeString(
                folder.resolve("page.md"),
                "# Figures\n\n<!-- bench:a -->\nold $1 a\n<!-- /bench:a -->\n\nby hand\n\n<!-- bench:b -->\nb\n<!-- /bench:b -->\n");

        // When
        new BenchmarksPage(file).put(section("a"), "made $1 now");

        // Then
        assertThat(Files.readString(file))
                .startsWith("# Figures\n\n<!-- bench:a -->\n## Title\n")
                .contains("made $1 now\n<!-- /bench:a -->\n\nby hand\n\n<!-- bench:b -->\nb\n<!-- /bench:b -->\n")
                .doesNotContain("old");
    }

    @Test
    void aNewSectionComesLast() throws Exception {
        Path file = Files.writeString(folder.resolve("page.md"), "# Figures\n");
        new BenchmarksPage(file).put(section("c"), "made now");
        assertThat(Files.readString(file))
                .startsWith("# Figures\n\n<!-- bench:c -->\n")
                .endsWith("made now\n<!-- /bench:c -->\n");
    }

    @Test
    void aGoalIsMetOnlyIfTheWorseEndOfTheIntervalMeetsIt() {
        assertThat(Figure.atMost(20, "p50", new Interval(19, 18, 21), "ms").met())
                .isEqualTo("**no**");
        assertThat(Figure.atMost(20, "p50", new Interval(19, 18, 20), "ms").met())
                .isEqualTo("yes");
        assertThat(Figure.atLeast(0.8, "share", new Interval(0.85, 0.79, 0.9), "")
                        .met())
                .isEqualTo("**no**");
        assertThat(Figure.atLeast(0.8, "share", new Interval(0.85, 0.8, 0.9), "")
                        .met())
                .isEqualTo("yes");
    }

    @Test
    void numbersShowThreeDigitsThatMeanSomething() {
        assertThat(Figure.number(0.08149)).isEqualTo("0.081");
        assertThat(Figure.number(1.2345)).isEqualTo("1.23");
        assertThat(Figure.number(23.456)).isEqualTo("23.5");
        assertThat(Figure.number(12_345.6)).isEqualTo("12,346");
        assertThat(Figure.number(200)).isEqualTo("200");
    }

    private static Section section(String name) {
        return new Section(
                name,
                "Title",
                "So.",
                List.of(Figure.atMost(1, "m", new Interval(0.5, 0.4, 0.6), "s")),
                List.of("A note."));
    }
}

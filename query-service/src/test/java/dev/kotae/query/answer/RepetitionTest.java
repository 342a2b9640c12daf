package dev.kotae.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepetitionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "そのため、",
                "```\n",
                "the kiln is hot and ",
                "a",
                "The kiln is hot. ",
                "- Set the value to 3 and restart the service once more\n"
            })
    void aPieceThatComesAgainAndAgainIsALoopAndStaysOnce(String piece) {
        Repetition repetition = new Repetition();
        String text = "Once upon a time " + piece.repeat(100);

        int used = (int) IntStream.range(0, text.length())
                .takeWhile(i -> !repetition.push(text.substring(i, i + 1)))
                .count();

        assertThat(used).isLessThan(17 + 4 * piece.length() + 80);
        assertThat(text.substring(0, repetition.soundUntil()).strip()).isEqualTo(("Once upon a time " + piece).strip());
    }

    @Test
    void aSentenceThatReturnsAmongOthersIsALoopTheThirdTime() {
        Repetition repetition = new Repetition();

        assertThat(repetition.push("Kotae is a suite. It answers. Kotae is a suite. It counts. "))
                .isFalse();
        assertThat(repetition.push("Kotae is a suite. And more.")).isTrue();
        assertThat(repetition.soundUntil()).isEqualTo("Kotae is a suite.".length());
    }

    @Test
    void listsTablesAndNumbersAreNoLoops() {
        Repetition repetition = new Repetition();

        assertThat(repetition.push("| a | b |\n|" + "-".repeat(80) + "|" + "-".repeat(80) + "|\n"))
                .isFalse();
        assertThat(repetition.push(String.join(
                        "\n",
                        IntStream.range(0, 40).mapToObj(i -> i + ". item " + i).toList())))
                .isFalse();
        assertThat(repetition.push(" Yes. No. Yes. No. Yes. No. 0.000000000000000000001"))
                .isFalse();
    }

    @Test
    void japaneseLoopsAreSeenSooner() {
        assertThat(new Repetition().push("それで、".repeat(8))).isTrue();
    }

    @Test
    void endlessDotsEnd() {
        Repetition repetition = new Repetition();

        assertThat(repetition.push(".".repeat(1000))).isTrue();
    }
}

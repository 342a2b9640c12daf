package dev.kotae.query.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kotae.query.problem.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptEchoTest {

    private static final String RULES = "You answer questions from the documents below and from nothing else.\n"
            + "If the documents do not answer the question, say so.";

    @Test
    void instructionsThatAreReadOutAreHeldBackAndFailTheAnswer() {
        PromptEcho echo = new PromptEcho(List.of(RULES));
        StringBuilder shown = new StringBuilder();

        assertThatThrownBy(() -> {
                    for (char letter : ("Sure: " + RULES).toCharArray()) {
                        shown.append(echo.push(String.valueOf(letter)));
                    }
                })
                .satisfies(failure -> assertThat(Problems.code(failure)).isEqualTo("prompt-echoed"));
        assertThat(shown.toString()).startsWith("Sure:");
        assertThat(shown.length()).isLessThan("Sure: ".length() + 16);
    }

    @Test
    void aLongPieceAtOnceFailsToo() {
        PromptEcho echo = new PromptEcho(List.of(RULES));

        assertThatThrownBy(() -> echo.push("x".repeat(500) + RULES.replace('\n', ' ') + "x".repeat(500)))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void whatTemplatesAskForMayBeSaid() {
        PromptEcho echo = new PromptEcho(List.of(RULES));
        String answer = "The documents do not answer the question, sorry.";
        StringBuilder shown = new StringBuilder();

        for (char letter : answer.toCharArray()) {
            shown.append(echo.push(String.valueOf(letter)));
        }

        assertThat(shown.append(echo.end())).hasToString(answer);
    }

    @Test
    void japaneseInstructionsAreShorterAndHeldBackSooner() {
        PromptEcho echo = new PromptEcho(List.of("以下の文書だけにもとづいて、質問に日本語で答えてください。"));

        assertThatThrownBy(() -> echo.push("はい。以下の文書だけにもとづいて、質問に日本語で答えてください。")).isInstanceOf(RuntimeException.class);
        assertThat(echo.push("文書に答えがありません。")).isEqualTo("文書に答えがありません。");
    }
}

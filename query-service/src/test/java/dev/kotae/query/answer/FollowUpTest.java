package dev.kotae.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.common.text.LuceneTextAnalyzer;
import dev.kotae.query.prompt.Prompt;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowUpTest {

    private final FollowUp followUp = new FollowUp(new LuceneTextAnalyzer());
    private final List<Prompt.Turn> history = List.of(
            new Prompt.Turn("user", "How long are dead letters kept?"),
            new Prompt.Turn("assistant", "Seven days [1]."));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Can I change that?",
                "And receipts?",
                "それは変えられますか。",
                "Why?",
                "How do I send them again to their topic?"
            })
    void aQuestionThatPointsBackCarriesTheOneBefore(String question) {
        assertThat(followUp.condensed(question, history)).contains("How long are dead letters kept? " + question);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Which embedding model is used by default?", "文書の最大の大きさは何バイトですか。"})
    void aQuestionThatStandsByItselfStaysAlone(String question) {
        assertThat(followUp.condensed(question, history)).isEmpty();
    }

    @Test
    void withoutAnEarlierQuestionThereIsNothingToCarry() {
        assertThat(followUp.condensed("Why?", List.of(new Prompt.Turn("assistant", "Hello."))))
                .isEmpty();
    }
}

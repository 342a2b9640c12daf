package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.common.text.LuceneTextAnalyzer;
import dev.kotae.query.Hits;
import dev.kotae.query.citation.Quote;
import dev.kotae.query.citation.Source;
import dev.kotae.query.prompt.Prompt;
import dev.kotae.query.search.Question;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractiveModelTest {

    private final LuceneTextAnalyzer analyzer = new LuceneTextAnalyzer();
    private final ExtractiveModel model = new ExtractiveModel(analyzer);

    @Test
    void sentencesThatHoldTheQuestionsTermsAnswerInTheDocumentsOrder() {
        assertThat(picked(
                        "How hot is the kiln fired?",
                        "The studio opens at nine. The kiln is fired at 1280 degrees.",
                        "A lamp burns oil."))
                .containsExactly("The kiln is fired at 1280 degrees.");
    }

    @Test
    void whereNoSourceHasASentenceALineIsQuoted() {
        assertThat(picked(
                        "What is the kiln's port?",
                        "| setting | default |\n|---|---|\n| kiln port | 4317 |\n| lamp | off |",
                        "```\nkiln start\n```"))
                .contains("| kiln port | 4317 |")
                .doesNotContain("|---|---|", "```");
    }

    @Test
    void aLineOfAnyLengthIsNotQuotedWhole() {
        assertThat(picked("What is the kiln?", "```\n" + "kiln ".repeat(1000) + "\n```"))
                .singleElement()
                .satisfies(line -> assertThat(line).hasSizeLessThanOrEqualTo(600));
    }

    private List<String> picked(String question, String... texts) {
        List<Source> sources = new ArrayList<>();
        for (String text : texts) {
            sources.add(new Source(sources.size() + 1, Hits.hit("d" + sources.size(), text, 0.9, 3), text));
        }
        Prompt prompt = new Prompt(
                "answer-en",
                "hash",
                new Question(question, "en", analyzer.terms(question)),
                sources,
                List.of(),
                List.of(),
                null);
        return model.pick(prompt).stream().map(Quote::text).toList();
    }
}

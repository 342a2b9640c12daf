package dev.kotae.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.common.access.Asker;
import dev.kotae.common.text.LuceneTextAnalyzer;
import dev.kotae.query.Hits;
import dev.kotae.query.citation.Citations;
import dev.kotae.query.citation.Source;
import dev.kotae.query.citation.Support;
import dev.kotae.query.model.Model;
import dev.kotae.query.model.ModelEvent;
import dev.kotae.query.prompt.Prompt;
import dev.kotae.query.search.Question;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WritingTest {

    /** As tables and changelogs have it: the document itself says the same again and again. */
    private static final String REPEATING =
            "Fixed a bug in the kiln. ".repeat(6).strip();

    private final LuceneTextAnalyzer analyzer = new LuceneTextAnalyzer();

    @Test
    void aModelThatWritesFreelyIsStoppedInALoop() {
        Answer answer = written(new Scripted("free", true, false, null));

        assertThat(answer.finishReason()).isEqualTo("repetition");
        assertThat(answer.text()).startsWith("Fixed a bug in the kiln.").hasSizeLessThan(40);
    }

    @Test
    void whatDocumentsRepeatIsQuotedWhole() {
        assertThat(List.of(
                        written(new Scripted("extractive", false, false, null)),
                        written(new Scripted("choosing", true, true, null))))
                .allSatisfy(answer -> {
                    assertThat(answer.finishReason()).isEqualTo("stop");
                    assertThat(bare(answer)).isEqualTo(REPEATING);
                });
    }

    @Test
    void itCountsWhoServesAndNotWhoWasAsked() {
        Model serving = new Scripted("extractive", false, false, null);

        assertThat(bare(written(new Scripted("free", true, false, serving)))).isEqualTo(REPEATING);
    }

    /** Without the markers that are inferred. */
    private static String bare(Answer answer) {
        return answer.text().replace(" [1]", "");
    }

    private Answer written(Model model) {
        Question question = new Question("What was fixed?", "en", analyzer.terms("What was fixed?"));
        List<Source> sources = List.of(new Source(1, Hits.hit("changes", REPEATING, 0.9, 3), REPEATING));
        Inquiry inquiry = new Inquiry(
                "question",
                new Ask(question.text(), List.of(), null, Map.of(), List.of(), 4),
                new Asker("reader", Set.of()),
                "en",
                null,
                null,
                Uni.createFrom().nothing());
        Attempt attempt = new Attempt(inquiry, Writer.alone(model), "question.1.signed", null, "fake");
        Prompt prompt = new Prompt("answer-en", "hash", question, sources, List.of(), List.of(), null);
        Writing writing = new Writing(
                attempt,
                sources,
                new Citations(new Support(analyzer)),
                new PromptEcho(List.of("Be brief.")),
                Runnable::run);
        AnswerEvent last = writing.by(model, prompt).collect().last().await().atMost(Duration.ofSeconds(5));
        return ((AnswerEvent.Completed) last).answer();
    }

    /** Says what repeats itself; another model serves in its place where there is one. */
    private record Scripted(String id, boolean followsInstructions, boolean quotes, Model instead) implements Model {

        @Override
        public String provider() {
            return "test";
        }

        @Override
        public String revision() {
            return null;
        }

        @Override
        public Multi<ModelEvent> answer(Prompt prompt) {
            return Multi.createFrom()
                    .items(
                            new ModelEvent.Started(instead == null ? this : instead, Map.of(), 0),
                            new ModelEvent.Token(REPEATING + " [1]"),
                            new ModelEvent.Finished("stop", null, null));
        }
    }
}

package dev.kotae.query.answer;

import dev.kotae.common.access.Asker;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.AnswerKey;
import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.query.citation.Citations;
import dev.kotae.query.citation.Markers;
import dev.kotae.query.citation.Source;
import dev.kotae.query.citation.Support;
import dev.kotae.query.model.Catalogue;
import dev.kotae.query.model.Model;
import dev.kotae.query.model.ModelEvent;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.prompt.Prompt;
import dev.kotae.query.prompt.Prompts;
import dev.kotae.query.search.Question;
import dev.kotae.query.search.Retrieved;
import dev.kotae.query.search.Retriever;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Answers questions: retrieve, prompt, generate, judge, record. */
@ApplicationScoped
class Answers {

    private static final Logger LOG = Logger.getLogger(Answers.class);

    private final Retriever retriever;
    private final Catalogue catalogue;
    private final Prompts prompts;
    private final Citations citations;
    private final AnswerPublisher publisher;
    private final AnswerMetrics metrics;
    private final byte[] key;

    Answers(
            Retriever retriever,
            Catalogue catalogue,
            TextAnalyzer analyzer,
            AnswerPublisher publisher,
            AnswerMetrics metrics,
            AnswersConfig config,
            @ConfigProperty(name = "kotae.answer-key") Optional<String> key,
            @ConfigProperty(name = "kotae.answer-key-file") Optional<Path> keyFile) {
        this.retriever = retriever;
        this.catalogue = catalogue;
        this.prompts = new Prompts(config.promptTokens());
        this.citations = new Citations(new Support(analyzer));
        this.publisher = publisher;
        this.metrics = metrics;
        this.key = AnswerKey.load(key, keyFile);
    }

    /**
     * Answers a question.
     *
     * @return events, the last of which is {@link AnswerEvent.Completed} or {@link AnswerEvent.Failed}; the stream itself never fails.
     *     Cancelling it cancels the call to the model. Every way it can end is recorded once.
     * @throws io.quarkiverse.resteasy.problem.HttpProblem at once for a model that does not exist
     */
    Multi<AnswerEvent> answer(Ask ask, Asker asker) {
        Model model = catalogue.model(ask.model());
        Question question = retriever.question(ask.question());
        String id =
                AnswerId.sign(AnswerId.newQuestionId(), 1, asker.user(), key).toString();
        Attempt attempt = new Attempt(id, asker.user(), ask, model, question.language(), retriever.embedderId());
        AtomicBoolean recorded = new AtomicBoolean();
        return retriever
                .retrieve(question, ask.collections(), asker.groups(), ask.filters(), 2 * ask.maxChunks() + 4)
                .onItem()
                .transformToMulti(found -> generate(attempt, ask, model, found))
                .onFailure()
                .recoverWithItem(failure -> failed(attempt, failure))
                .onItem()
                .invoke(event -> {
                    if (event instanceof AnswerEvent.Completed completed && recorded.compareAndSet(false, true)) {
                        record(attempt.completed(completed.answer()));
                    } else if (event instanceof AnswerEvent.Failed failed && recorded.compareAndSet(false, true)) {
                        record(attempt.failed(failed.code()));
                    }
                })
                .onCancellation()
                .invoke(() -> {
                    if (recorded.compareAndSet(false, true)) {
                        record(attempt.cancelled());
                    }
                });
    }

    private void record(dev.kotae.common.event.AnswerCompleted completed) {
        metrics.ended(completed);
        publisher.publish(completed);
    }

    private Multi<AnswerEvent> generate(Attempt attempt, Ask ask, Model model, Retrieved found) {
        attempt.retrieved(found);
        List<Source> sources = prompts.sources(found.evidence(), ask.maxChunks());
        AnswerEvent first = new AnswerEvent.Sources(
                sources.stream().map(AnswerEvent.SourceView::of).toList());
        if (sources.isEmpty()) {
            String text = NoAnswer.text(found.question().language());
            attempt.token(text);
            return Multi.createFrom()
                    .items(
                            first,
                            new AnswerEvent.Token(text),
                            new AnswerEvent.Completed(attempt.answer(text, true, List.of())));
        }
        Prompt prompt = prompts.prompt(found.question(), sources, ask.history());
        attempt.prompted(prompt);
        Markers markers = new Markers(sources.size());
        Multi<AnswerEvent> tokens =
                model.answer(prompt).onItem().transformToIterable(event -> piece(attempt, markers, event));
        Multi<AnswerEvent> end =
                Multi.createFrom().deferred(() -> Multi.createFrom().iterable(end(attempt, markers, sources)));
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(first), tokens, end);
    }

    private static List<AnswerEvent> piece(Attempt attempt, Markers markers, ModelEvent event) {
        if (event instanceof ModelEvent.Finished finished) {
            attempt.finished(finished);
            return List.of();
        }
        return token(attempt, markers.push(((ModelEvent.Token) event).text()));
    }

    private static List<AnswerEvent> token(Attempt attempt, String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        attempt.token(text);
        return List.of(new AnswerEvent.Token(text));
    }

    private List<AnswerEvent> end(Attempt attempt, Markers markers, List<Source> sources) {
        List<AnswerEvent> events = new ArrayList<>(token(attempt, markers.end()));
        if (attempt.streamed().isBlank()) {
            throw Problems.modelFailed("The model said nothing; try again or choose another one");
        }
        Citations.Judged judged = citations.judge(attempt.streamed(), sources);
        judged.citations().forEach(citation -> events.add(new AnswerEvent.Cited(citation)));
        events.add(new AnswerEvent.Completed(attempt.answer(judged.text(), false, judged.citations())));
        return events;
    }

    private static AnswerEvent failed(Attempt attempt, Throwable failure) {
        if (!Problems.isProblem(failure)) {
            LOG.errorf(failure, "Answer %s failed", attempt.id());
        }
        return new AnswerEvent.Failed(attempt.id(), Problems.code(failure), Problems.detail(failure), failure);
    }
}

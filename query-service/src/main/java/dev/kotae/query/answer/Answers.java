package dev.kotae.query.answer;

import dev.kotae.common.access.Asker;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.AnswerKey;
import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.query.citation.Citations;
import dev.kotae.query.citation.Support;
import dev.kotae.query.limit.RequestLimits;
import dev.kotae.query.limit.SpentTokens;
import dev.kotae.query.model.Catalogue;
import dev.kotae.query.model.Model;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.prompt.Prompt;
import dev.kotae.query.prompt.PromptBudget;
import dev.kotae.query.prompt.Prompts;
import dev.kotae.query.search.Question;
import dev.kotae.query.search.Retriever;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Answers questions: retrieve, prompt, generate, judge, record. A question is an {@link Inquiry}; one or two {@link Writer}s write its
 * answers from one and the same search.
 */
@ApplicationScoped
public class Answers {

    private static final Logger LOG = Logger.getLogger(Answers.class);

    private final Finding finding;
    private final Catalogue catalogue;
    private final Prompts prompts;
    private final KeptPrompts kept;
    private final Budgets budgets;
    private final Citations citations;
    private final AnswerPublisher publisher;
    private final AnswerMetrics metrics;
    private final RequestLimits limits;
    private final SpentTokens spent;
    private final byte[] key;

    Answers(
            Retriever retriever,
            Catalogue catalogue,
            TextAnalyzer analyzer,
            Prompts prompts,
            KeptPrompts kept,
            AnswerPublisher publisher,
            AnswerMetrics metrics,
            RequestLimits limits,
            SpentTokens spent,
            AnswersConfig config,
            @ConfigProperty(name = "kotae.answer-key") Optional<String> key,
            @ConfigProperty(name = "kotae.answer-key-file") Optional<Path> keyFile) {
        this.catalogue = catalogue;
        this.prompts = prompts;
        this.kept = kept;
        this.budgets = new Budgets(config);
        this.finding = new Finding(
                retriever,
                prompts,
                budgets,
                new Condenser(prompts, analyzer, budgets, config),
                config.captureContent());
        this.citations = new Citations(new Support(analyzer));
        this.publisher = publisher;
        this.metrics = metrics;
        this.limits = limits;
        this.spent = spent;
        this.key = AnswerKey.load(key, keyFile);
    }

    /**
     * Answers a question with one model: the one that was asked for, or the default one.
     *
     * @return as {@link #write}
     * @throws io.quarkiverse.resteasy.problem.HttpProblem at once for a model that does not exist; that is recorded as refused
     */
    public Multi<AnswerEvent> answer(Ask ask, Asker asker) {
        return begin(ask, asker).events();
    }

    /**
     * Takes up a question for one model: the one that was asked for, or the default one. Nothing happens before the events are read.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem as {@link #answer}
     */
    public Begun begin(Ask ask, Asker asker) {
        Model model = model(ask, asker);
        Inquiry inquiry = inquire(ask, asker, List.of(model));
        return new Begun(id(inquiry, 1), model, write(inquiry, Writer.alone(model)));
    }

    /**
     * An answer of which nothing but its name is known yet.
     *
     * @param id its id
     * @param model the model that was chosen
     * @param events as {@link #write}
     */
    public record Begun(String id, Model model, Multi<AnswerEvent> events) {}

    /** Takes up a question that nobody is chosen for yet. Nothing is searched yet, and nothing recorded. */
    public Inquiry inquire(Ask ask, Asker asker) {
        return inquire(ask, asker, List.of());
    }

    /**
     * Takes up a question. Nothing is searched yet, and nothing recorded.
     *
     * @param models who will write its answers: the first makes one question of a conversation, and all get sources that each can read
     * @throws io.quarkiverse.resteasy.problem.HttpProblem where the asker has reached a limit or too many searches wait; that is
     *     recorded as refused
     */
    public Inquiry inquire(Ask ask, Asker asker, List<Model> models) {
        limits.refusal().ifPresent(refusal -> {
            refused(ask, asker, refusal.code());
            throw Problems.refused(refusal);
        });
        if (finding.isOverloaded()) {
            HttpProblem overloaded = Problems.overloaded();
            refused(ask, asker, Problems.code(overloaded));
            throw overloaded;
        }
        return taken(ask, asker, models);
    }

    private Inquiry taken(Ask ask, Asker asker, List<Model> models) {
        Question question = finding.question(ask);
        return new Inquiry(
                AnswerId.newQuestionId(),
                ask,
                asker,
                question.language(),
                traceId(),
                null,
                finding.search(question, ask, asker, models));
    }

    /**
     * Answers a question once more, for an experiment.
     *
     * @param asker the user whom the question was asked by, and the groups whose documents may be searched
     * @param recorded told the record that goes to Kafka, before the last event
     * @return as {@link #write}
     * @throws io.quarkiverse.resteasy.problem.HttpProblem at once for a model that does not exist; nothing is recorded then
     */
    public Multi<AnswerEvent> replay(Replay replay, Asker asker, Consumer<AnswerCompleted> recorded) {
        Model model = catalogue.alone(replay.ask().model());
        Question question = finding.question(replay.ask());
        Inquiry inquiry = new Inquiry(
                replay.questionId(),
                replay.ask(),
                asker,
                question.language(),
                traceId(),
                replay.origin(),
                finding.replay(question, replay, asker, model));
        return write(inquiry, Writer.replaying(model, replay.number()), replay.template(), recorded);
    }

    /**
     * Writes one of a question's answers.
     *
     * @return events, the last of which is {@link AnswerEvent.Completed} or {@link AnswerEvent.Failed}; the stream itself never fails.
     *     Cancelling it cancels the call to the model. Every way it can end is recorded once.
     */
    public Multi<AnswerEvent> write(Inquiry inquiry, Writer writer) {
        return write(inquiry, writer, null, record -> {});
    }

    private Multi<AnswerEvent> write(
            Inquiry inquiry, Writer writer, String template, Consumer<AnswerCompleted> recording) {
        Attempt attempt = new Attempt(
                inquiry,
                writer,
                id(inquiry, writer.number()),
                writer.paired() ? id(inquiry, writer.other()) : null,
                finding.embedderId());
        AtomicBoolean recorded = new AtomicBoolean();
        return Multi.createFrom()
                .deferred(() -> {
                    Executor own = OwnLoop.here();
                    return inquiry.found()
                            .onItem()
                            .transformToMulti(found -> generate(attempt, writer.model(), found, template, own));
                })
                .onFailure()
                .recoverWithItem(failure -> failed(attempt, failure))
                .onItem()
                .invoke(event -> {
                    if (event instanceof AnswerEvent.Completed completed && recorded.compareAndSet(false, true)) {
                        record(attempt.completed(completed.answer()), recording);
                    } else if (event instanceof AnswerEvent.Failed failed && recorded.compareAndSet(false, true)) {
                        record(attempt.failed(failed.code()), recording);
                    }
                })
                .onCancellation()
                .invoke(() -> {
                    if (recorded.compareAndSet(false, true)) {
                        record(attempt.cancelled(), recording);
                    }
                });
    }

    /**
     * Records that a question was refused before any work on it.
     *
     * @param code the code of the problem that the asker is told
     */
    public void refused(Ask ask, Asker asker, String code) {
        Inquiry inquiry = taken(ask, asker, List.of());
        record(new Attempt(inquiry, null, id(inquiry, 1), null, finding.embedderId()).refused(code), it -> {});
    }

    /** The id of a question's answer of that number, 1 or 2. */
    public String id(Inquiry inquiry, int number) {
        return AnswerId.sign(inquiry.questionId(), number, inquiry.asker().user(), key)
                .toString();
    }

    private Model model(Ask ask, Asker asker) {
        try {
            return catalogue.model(ask.model(), asker.user());
        } catch (RuntimeException e) {
            if (Problems.isProblem(e)) {
                refused(ask, asker, Problems.code(e));
            }
            throw e;
        }
    }

    private Multi<AnswerEvent> generate(
            Attempt attempt, Model model, Inquiry.Found found, String template, Executor own) {
        attempt.found(found);
        AnswerEvent first = new AnswerEvent.Sources(
                found.sources().stream().map(AnswerEvent.SourceView::of).toList());
        if (found.sources().isEmpty()) {
            String text = NoAnswer.text(attempt.language());
            attempt.token(text);
            return Multi.createFrom()
                    .items(
                            first,
                            new AnswerEvent.Token(text),
                            new AnswerEvent.Completed(
                                    attempt.answer(new Citations.Judged(text, List.of(), List.of()), true)));
        }
        PromptBudget budget = budgets.of(model);
        Prompt prompt = prompts.answer(found.searched(), found.sources(), attempt.history(), budget, template);
        kept.keep(attempt.id(), prompt);
        Multi<AnswerEvent> written = new Writing(
                        attempt,
                        found.sources(),
                        citations,
                        new PromptEcho(prompts.ownWords(found.searched().language(), budget.form(), template)),
                        own)
                .by(model, prompt);
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(first), written);
    }

    private void record(AnswerCompleted completed, Consumer<AnswerCompleted> recording) {
        recording.accept(completed);
        if (completed.origin() == null) {
            // What users see and spend: an experiment's answers are neither shown to nor asked by the user they belong
            // to
            metrics.ended(completed);
            spent.count(completed);
        }
        publisher.publish(completed);
    }

    private static AnswerEvent failed(Attempt attempt, Throwable failure) {
        if (!Problems.isProblem(failure)) {
            LOG.errorf(failure, "Answer %s failed", attempt.id());
        }
        return attempt.failure(failure);
    }

    private static String traceId() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? span.getTraceId() : null;
    }
}

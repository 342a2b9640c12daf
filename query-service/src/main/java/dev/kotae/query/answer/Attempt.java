package dev.kotae.query.answer;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.index.Generation;
import dev.kotae.common.index.Hit;
import dev.kotae.query.citation.Citation;
import dev.kotae.query.citation.Source;
import dev.kotae.query.model.Model;
import dev.kotae.query.model.ModelEvent;
import dev.kotae.query.prompt.Prompt;
import dev.kotae.query.search.Retrieved;
import java.time.Instant;
import java.util.List;

/**
 * What is known of an answer while it comes about, for the record that is made of it however it ends. One thread at a time: the
 * events of a stream come one after the other.
 */
final class Attempt {

    private final String id;
    private final String user;
    private final Ask ask;
    private final Model model;
    private final String language;
    private final String embedder;
    private final Instant at = Instant.now();
    private final long started = System.nanoTime();
    private final StringBuilder streamed = new StringBuilder();

    private Retrieved retrieved;
    private Prompt prompt;
    private Double retrieveMillis;
    private Double firstTokenMillis;
    private ModelEvent.Finished finished = new ModelEvent.Finished(null, null, null);

    Attempt(String id, String user, Ask ask, Model model, String language, String embedder) {
        this.id = id;
        this.user = user;
        this.ask = ask;
        this.model = model;
        this.language = language;
        this.embedder = embedder;
    }

    String id() {
        return id;
    }

    String streamed() {
        return streamed.toString();
    }

    void retrieved(Retrieved found) {
        retrieved = found;
        retrieveMillis = sinceStart();
    }

    void prompted(Prompt made) {
        prompt = made;
    }

    void token(String text) {
        if (firstTokenMillis == null) {
            firstTokenMillis = sinceStart();
        }
        streamed.append(text);
    }

    void finished(ModelEvent.Finished end) {
        finished = end;
    }

    Answer answer(String text, boolean noAnswer, List<Citation> citations) {
        return new Answer(
                id,
                ask.question(),
                language,
                text,
                noAnswer,
                servedModel(),
                citations,
                new Answer.Timings(retrieveMillis, firstTokenMillis, sinceStart()),
                tokens());
    }

    AnswerCompleted completed(Answer answer) {
        return event(
                answer.noAnswer() ? Outcome.NO_ANSWER : Outcome.ANSWERED,
                null,
                answer.text(),
                answer.citations(),
                answer.timings().totalMillis());
    }

    AnswerCompleted failed(String code) {
        return event(Outcome.FAILED, code, null, List.of(), sinceStart());
    }

    AnswerCompleted cancelled() {
        return event(Outcome.CANCELLED, null, null, List.of(), sinceStart());
    }

    private AnswerCompleted event(
            Outcome outcome, String error, String text, List<Citation> citations, double totalMillis) {
        return new AnswerCompleted(
                AnswerCompleted.SCHEMA,
                id,
                user,
                null,
                null,
                ask.question(),
                null,
                language,
                retrieved == null
                        ? ask.collections()
                        : retrieved.generations().stream()
                                .map(Generation::collection)
                                .toList(),
                ask.model(),
                servedModel(),
                prompt == null ? null : prompt.templateId(),
                prompt == null ? null : prompt.templateHash(),
                null,
                new AnswerCompleted.Retrieval(
                        retrieved == null
                                ? List.of()
                                : retrieved.generations().stream()
                                        .map(Generation::name)
                                        .toList(),
                        embedder,
                        retrieved == null ? 0 : retrieved.vectorWeight(),
                        ask.maxChunks()),
                prompt == null
                        ? List.of()
                        : prompt.sources().stream().map(Attempt::given).toList(),
                citations.stream().map(Attempt::cited).toList(),
                outcome,
                finished.reason(),
                error,
                new AnswerCompleted.Timings(
                        null,
                        null,
                        retrieved == null ? null : retrieved.embedMillis(),
                        retrieved == null ? null : retrieved.searchMillis(),
                        retrieveMillis,
                        null,
                        null,
                        firstTokenMillis,
                        totalMillis),
                tokens(),
                null,
                text,
                at);
    }

    private static AnswerCompleted.Source given(Source source) {
        Hit hit = source.hit();
        return new AnswerCompleted.Source(
                source.marker(),
                hit.generation().collection(),
                hit.documentId(),
                hit.version(),
                hit.contentHash(),
                hit.chunkId().value(),
                hit.title(),
                hit.url(),
                hit.section(),
                source.text());
    }

    private static AnswerCompleted.Citation cited(Citation citation) {
        return new AnswerCompleted.Citation(
                citation.marker(),
                citation.collection(),
                citation.documentId(),
                citation.version(),
                citation.contentHash(),
                citation.chunkId(),
                citation.quote(),
                citation.supported(),
                citation.inferred());
    }

    private AnswerCompleted.Model servedModel() {
        return new AnswerCompleted.Model(model.id(), model.provider(), model.revision());
    }

    private AnswerCompleted.Tokens tokens() {
        return new AnswerCompleted.Tokens(finished.promptTokens(), finished.completionTokens());
    }

    /** Milliseconds to a hundredth. */
    private double sinceStart() {
        return Math.round((System.nanoTime() - started) / 1e4) / 1e2;
    }
}

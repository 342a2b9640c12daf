package dev.kotae.query.answer;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.index.Generation;
import dev.kotae.common.index.Hit;
import dev.kotae.query.citation.Citation;
import dev.kotae.query.citation.Citations;
import dev.kotae.query.citation.Source;
import dev.kotae.query.model.Model;
import dev.kotae.query.model.ModelEvent;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.prompt.Prompt;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of an answer while it comes about, for the record that is made of it however it ends. One thread at a time: the
 * events of a stream come one after the other.
 */
final class Attempt {

    private final Inquiry inquiry;
    private final Writer writer;
    private final String id;
    private final String pairedWith;
    private final String embedder;
    private final StringBuilder streamed = new StringBuilder();

    private Inquiry.Found found;
    private Prompt prompt;
    private double calledMillis;
    private Double modelFirstTokenMillis;
    private Double modelTotalMillis;
    private Double firstTokenMillis;
    private ModelEvent.Started started;
    private ModelEvent.Finished finished = new ModelEvent.Finished(null, null, null);

    /**
     * @param writer who writes it, or null where it comes to no writing
     * @param pairedWith the id of the answer beside it, or null
     */
    Attempt(Inquiry inquiry, Writer writer, String id, String pairedWith, String embedder) {
        this.inquiry = inquiry;
        this.writer = writer;
        this.id = id;
        this.pairedWith = pairedWith;
        this.embedder = embedder;
    }

    String id() {
        return id;
    }

    String language() {
        return inquiry.language();
    }

    List<Prompt.Turn> history() {
        return inquiry.ask().history();
    }

    String streamed() {
        return streamed.toString();
    }

    void found(Inquiry.Found all) {
        found = all;
    }

    void prompted(Prompt made) {
        prompt = made;
        calledMillis = inquiry.millis();
    }

    /** The model said something. */
    void modelSpoke() {
        if (modelFirstTokenMillis == null) {
            modelFirstTokenMillis = inquiry.millis();
        }
    }

    /** The model is done, one way or the other. */
    void modelEnded() {
        modelTotalMillis = inquiry.millis();
    }

    private Double sinceCall(Double millis) {
        return millis == null ? null : Math.round((millis - calledMillis) * 1e2) / 1e2;
    }

    void token(String text) {
        if (firstTokenMillis == null) {
            firstTokenMillis = inquiry.millis();
        }
        streamed.append(text);
    }

    void started(ModelEvent.Started start) {
        started = start;
    }

    void finished(ModelEvent.Finished end) {
        finished = end;
    }

    Answer answer(Citations.Judged judged, boolean noAnswer) {
        return new Answer(
                id,
                inquiry.ask().question(),
                inquiry.language(),
                judged.text(),
                noAnswer,
                writer.hidden() ? null : servedModel(),
                judged.citations(),
                judged.unsupported(),
                writer.hidden() ? null : new Answer.Timings(retrieveMillis(), firstTokenMillis, inquiry.millis()),
                writer.hidden() ? null : tokens(),
                writer.hidden() ? null : finished.reason());
    }

    /** What the reader is told of a failure; of a model that is hidden no more than that it failed. */
    AnswerEvent.Failed failure(Throwable cause) {
        String code = Problems.code(cause);
        boolean telling = writer.hidden() && code.startsWith("model-");
        return new AnswerEvent.Failed(
                id,
                code,
                telling ? "One of the two models failed; ask again" : Problems.detail(cause),
                inquiry.traceId(),
                cause);
    }

    AnswerCompleted completed(Answer answer) {
        return event(answer.noAnswer() ? Outcome.NO_ANSWER : Outcome.ANSWERED, null, answer.text(), answer.citations());
    }

    AnswerCompleted failed(String code) {
        return event(Outcome.FAILED, code, null, List.of());
    }

    AnswerCompleted cancelled() {
        return event(Outcome.CANCELLED, null, null, List.of());
    }

    AnswerCompleted refused(String code) {
        return event(Outcome.REFUSED, code, null, List.of());
    }

    private AnswerCompleted event(Outcome outcome, String error, String text, List<Citation> citations) {
        Ask ask = inquiry.ask();
        return new AnswerCompleted(
                AnswerCompleted.SCHEMA,
                id,
                inquiry.asker().user(),
                pairedWith,
                inquiry.origin(),
                ask.question(),
                found == null ? null : found.condensed(),
                inquiry.language(),
                found == null
                        ? ask.collections()
                        : generations().map(Generation::collection).toList(),
                ask.model(),
                writer == null ? null : servedModel(),
                prompt == null ? null : prompt.templateId(),
                prompt == null ? null : prompt.templateHash(),
                started == null ? null : started.parameters(),
                new AnswerCompleted.Retrieval(
                        found == null
                                ? List.of()
                                : generations().map(Generation::name).toList(),
                        embedder,
                        found == null ? 0 : found.retrieved().vectorWeight(),
                        ask.maxChunks()),
                prompt == null
                        ? List.of()
                        : prompt.sources().stream().map(Attempt::given).toList(),
                citations.stream().map(Attempt::cited).toList(),
                outcome,
                finished.reason(),
                error,
                new AnswerCompleted.Timings(
                        queueMillis(),
                        found == null ? null : found.condenseMillis(),
                        found == null ? null : found.retrieved().embedMillis(),
                        found == null ? null : found.retrieved().searchMillis(),
                        retrieveMillis(),
                        sinceCall(modelFirstTokenMillis),
                        sinceCall(modelTotalMillis),
                        firstTokenMillis,
                        inquiry.millis()),
                tokens(),
                finished.cost(),
                text,
                inquiry.at());
    }

    private Stream<Generation> generations() {
        return found.retrieved().generations().stream();
    }

    /** In both lines, the searches' and the model's. */
    private Double queueMillis() {
        if (found == null && started == null) {
            return null;
        }
        return (found == null ? 0 : found.retrieved().queueMillis()) + (started == null ? 0 : started.queueMillis());
    }

    private Double retrieveMillis() {
        return found == null ? null : found.millis();
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
        Model model = started == null ? writer.model() : started.model();
        return new AnswerCompleted.Model(model.id(), model.provider(), model.revision());
    }

    private AnswerCompleted.Tokens tokens() {
        return new AnswerCompleted.Tokens(finished.promptTokens(), finished.completionTokens());
    }
}

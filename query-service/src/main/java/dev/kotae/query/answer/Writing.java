package dev.kotae.query.answer;

import dev.kotae.query.citation.Citations;
import dev.kotae.query.citation.Markers;
import dev.kotae.query.citation.Source;
import dev.kotae.query.model.Model;
import dev.kotae.query.model.ModelEvent;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.prompt.Prompt;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** One answer while a model writes it: its pieces without dangling markers, then what its citations are worth. */
final class Writing {

    /** The finish reason of an answer that was ended because it repeated itself. */
    private static final String LOOPED = "repetition";

    private final Attempt attempt;
    private final List<Source> sources;
    private final Citations citations;
    private final Markers markers;
    private final PromptEcho echo;
    private final Repetition repetition = new Repetition();
    private final Executor own;
    private boolean writesFreely = true;
    private boolean looping;

    /** @param own where its events are told */
    Writing(Attempt attempt, List<Source> sources, Citations citations, PromptEcho echo, Executor own) {
        this.attempt = attempt;
        this.sources = sources;
        this.citations = citations;
        this.markers = new Markers(sources.size());
        this.echo = echo;
        this.own = own;
    }

    Multi<AnswerEvent> by(Model model, Prompt prompt) {
        attempt.prompted(prompt);
        Multi<AnswerEvent> pieces = model.answer(prompt)
                .onTermination()
                .invoke(attempt::modelEnded)
                .onItem()
                .transformToIterable(this::piece)
                .select()
                .first(event -> !looping);
        Multi<AnswerEvent> end = Uni.createFrom()
                .item(this::end)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()) // reads the sources once more
                .emitOn(own)
                .onItem()
                .transformToMulti(events -> Multi.createFrom().iterable(events));
        return Multi.createBy().concatenating().streams(pieces, end);
    }

    private List<AnswerEvent> piece(ModelEvent event) {
        if (event instanceof ModelEvent.Started started) {
            attempt.started(started);
            writesFreely =
                    started.model().followsInstructions() && !started.model().quotes();
            return List.of();
        }
        if (event instanceof ModelEvent.Finished finished) {
            attempt.finished(finished);
            return List.of();
        }
        attempt.modelSpoke();
        return token(markers.push(echo.push(((ModelEvent.Token) event).text())));
    }

    /**
     * A model in a loop is stopped: the piece that closes the loop is not shown, and the end takes the loop away. One that only quotes
     * cannot fall into one: it is the documents that repeat themselves then.
     */
    private List<AnswerEvent> token(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        attempt.token(text);
        looping = writesFreely && repetition.push(text);
        return List.of(new AnswerEvent.Token(text));
    }

    private List<AnswerEvent> end() {
        List<AnswerEvent> events = new ArrayList<>();
        if (looping) {
            attempt.finished(new ModelEvent.Finished(LOOPED, null, null));
        } else {
            events.addAll(token(markers.push(echo.end()) + markers.end()));
        }
        String text = attempt.streamed();
        if (looping) {
            text = text.substring(0, Math.min(text.length(), repetition.soundUntil()));
        }
        if (text.isBlank()) {
            throw Problems.modelFailed("The model said nothing; try again or choose another one");
        }
        Citations.Judged judged = citations.judge(text, sources);
        judged.citations().forEach(citation -> events.add(new AnswerEvent.Cited(citation)));
        events.add(new AnswerEvent.Completed(attempt.answer(judged, false)));
        return events;
    }
}

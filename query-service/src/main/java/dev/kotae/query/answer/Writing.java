package dev.kotae.query.answer;

import dev.kotae.query.citation.Citations;
import dev.kotae.query.citation.Markers;
import dev.kotae.query.citation.Source;
import dev.kotae.query.model.Model;
import dev.kotae.query.model.ModelEvent;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.prompt.Prompt;
import io.smallrye.mutiny.Multi;
import java.util.ArrayList;
import java.util.List;

/** One answer while a model writes it: its pieces without dangling markers, then what its citations are worth. */
final class Writing {

    private final Attempt attempt;
    private final List<Source> sources;
    private final Citations citations;
    private final Markers markers;

    Writing(Attempt attempt, List<Source> sources, Citations citations) {
        this.attempt = attempt;
        this.sources = sources;
        this.citations = citations;
        this.markers = new Markers(sources.size());
    }

    Multi<AnswerEvent> by(Model model, Prompt prompt) {
        attempt.prompted(prompt);
        Multi<AnswerEvent> pieces = model.answer(prompt).onItem().transformToIterable(this::piece);
        Multi<AnswerEvent> end =
                Multi.createFrom().deferred(() -> Multi.createFrom().iterable(end()));
        return Multi.createBy().concatenating().streams(pieces, end);
    }

    private List<AnswerEvent> piece(ModelEvent event) {
        if (event instanceof ModelEvent.Started started) {
            attempt.started(started);
            return List.of();
        }
        if (event instanceof ModelEvent.Finished finished) {
            attempt.finished(finished);
            return List.of();
        }
        return token(markers.push(((ModelEvent.Token) event).text()));
    }

    private List<AnswerEvent> token(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        attempt.token(text);
        return List.of(new AnswerEvent.Token(text));
    }

    private List<AnswerEvent> end() {
        List<AnswerEvent> events = new ArrayList<>(token(markers.end()));
        if (attempt.streamed().isBlank()) {
            throw Problems.modelFailed("The model said nothing; try again or choose another one");
        }
        Citations.Judged judged = citations.judge(attempt.streamed(), sources);
        judged.citations().forEach(citation -> events.add(new AnswerEvent.Cited(citation)));
        events.add(new AnswerEvent.Completed(attempt.answer(judged.text(), false, judged.citations())));
        return events;
    }
}

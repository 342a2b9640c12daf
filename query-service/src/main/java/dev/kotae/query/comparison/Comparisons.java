package dev.kotae.query.comparison;

import dev.kotae.common.access.Asker;
import dev.kotae.query.answer.AnswerEvent;
import dev.kotae.query.answer.Answers;
import dev.kotae.query.answer.Ask;
import dev.kotae.query.answer.Inquiry;
import dev.kotae.query.answer.Writer;
import dev.kotae.query.model.Catalogue;
import dev.kotae.query.problem.Problems;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;

/** Has a question answered by two models from one search. */
@ApplicationScoped
class Comparisons {

    private final Answers answers;
    private final Catalogue catalogue;
    private final SecureRandom chance = new SecureRandom();

    Comparisons(Answers answers, Catalogue catalogue) {
        this.answers = answers;
        this.catalogue = catalogue;
    }

    /**
     * Compares two models.
     *
     * @param named the models' names, or empty for two that chance takes
     * @return events that end with {@link ComparisonEvent.Ended}; the stream itself never fails, and one side's failure does not end
     *     the other. Cancelling it cancels both calls. Both answers are recorded, each with the other's id.
     * @throws io.quarkiverse.resteasy.problem.HttpProblem at once for models that cannot be compared; that is recorded as refused
     */
    Multi<ComparisonEvent> compare(Ask ask, List<String> named, Asker asker) {
        Pair pair = pair(ask, named, asker);
        Inquiry inquiry = answers.inquire(ask, asker, List.of(pair.first(), pair.second()));
        AtomicBoolean shown = new AtomicBoolean();
        Set<Integer> completed = new ConcurrentSkipListSet<>();
        Multi<ComparisonEvent> started = Multi.createFrom()
                .item(new ComparisonEvent.Started(
                        ask.question(), inquiry.language(), List.of(answers.id(inquiry, 1), answers.id(inquiry, 2))));
        Multi<ComparisonEvent> sides = Multi.createBy()
                .merging()
                .streams(
                        side(inquiry, Writer.paired(pair.first(), 1), shown, completed),
                        side(inquiry, Writer.paired(pair.second(), 2), shown, completed));
        Multi<ComparisonEvent> ended = Multi.createFrom().item(() -> new ComparisonEvent.Ended(List.copyOf(completed)));
        return Multi.createBy().concatenating().streams(started, sides, ended);
    }

    private Pair pair(Ask ask, List<String> named, Asker asker) {
        try {
            return Pair.of(named, catalogue, chance);
        } catch (RuntimeException e) {
            if (Problems.isProblem(e)) {
                answers.refused(ask, asker, Problems.code(e));
            }
            throw e;
        }
    }

    private Multi<ComparisonEvent> side(Inquiry inquiry, Writer writer, AtomicBoolean shown, Set<Integer> completed) {
        int number = writer.number();
        return answers.write(inquiry, writer).onItem().transformToIterable(event -> {
            if (event instanceof AnswerEvent.Completed) {
                completed.add(number);
            }
            // Both sides have the same sources: they are shown once
            return event instanceof AnswerEvent.Sources && shown.getAndSet(true)
                    ? List.of()
                    : List.of(of(number, event));
        });
    }

    private static ComparisonEvent of(int number, AnswerEvent event) {
        if (event instanceof AnswerEvent.Sources sources) {
            return new ComparisonEvent.Sources(sources.hits());
        }
        if (event instanceof AnswerEvent.Token token) {
            return new ComparisonEvent.Token(number, token.text());
        }
        if (event instanceof AnswerEvent.Cited cited) {
            return new ComparisonEvent.Cited(number, cited.citation());
        }
        if (event instanceof AnswerEvent.Completed completed) {
            return new ComparisonEvent.Completed(number, completed.answer());
        }
        AnswerEvent.Failed failed = (AnswerEvent.Failed) event;
        return new ComparisonEvent.Failed(number, failed.id(), failed.code(), failed.detail());
    }
}

package dev.kotae.query.answer;

import dev.kotae.common.access.Asker;
import dev.kotae.query.model.Model;
import dev.kotae.query.prompt.PromptBudget;
import dev.kotae.query.prompt.Prompts;
import dev.kotae.query.search.Question;
import dev.kotae.query.search.Retrieved;
import dev.kotae.query.search.Retriever;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Finds what a question's answers are written from: makes one question of a conversation, searches, and chooses sources that all models can read. */
final class Finding {

    private final Retriever retriever;
    private final Prompts prompts;
    private final Budgets budgets;
    private final Condenser condenser;
    private final boolean captureContent;

    /** @param captureContent whether a question made of a conversation is written to traces */
    Finding(Retriever retriever, Prompts prompts, Budgets budgets, Condenser condenser, boolean captureContent) {
        this.retriever = retriever;
        this.prompts = prompts;
        this.budgets = budgets;
        this.condenser = condenser;
        this.captureContent = captureContent;
    }

    Question question(Ask ask) {
        return retriever.question(ask.question());
    }

    String embedderId() {
        return retriever.embedderId();
    }

    boolean isOverloaded() {
        return retriever.isOverloaded();
    }

    /** Searches, once for each subscription; fails as {@link Retriever#retrieve}. */
    Uni<Inquiry.Found> search(Question asked, Ask ask, Asker asker, List<Model> models) {
        return Uni.createFrom().deferred(() -> {
            PromptBudget budget = budgets.of(models, ask.maxChunks());
            Span span = Span.current();
            long started = System.nanoTime();
            return condenser
                    .condense(asked, ask.history(), models.stream().findFirst())
                    .chain(condensed -> {
                        if (captureContent) {
                            condensed.ifPresent(text -> span.setAttribute("kotae.condensed_question", text));
                        }
                        Double millis = ask.history().isEmpty() ? null : (System.nanoTime() - started) / 1e6;
                        Question searched = condensed.map(retriever::question).orElse(asked);
                        return retrieve(searched, ask, asker, budget)
                                .map(found -> new Inquiry.Found(
                                        searched,
                                        condensed.orElse(null),
                                        millis,
                                        found,
                                        prompts.sources(found.evidence(), budget)));
                    });
        });
    }

    private Uni<Retrieved> retrieve(Question question, Ask ask, Asker asker, PromptBudget budget) {
        return retriever.retrieve(
                question, ask.collections(), asker.groups(), ask.filters(), 2 * budget.maxChunks() + 4);
    }

    /** The chunks that an experiment gives in place of a search, where it gives some. */
    Uni<Inquiry.Found> replay(Question question, Replay replay, Asker asker, Model model) {
        return replay.frozen() == null
                ? search(question, replay.ask(), asker, List.of(model))
                : Uni.createFrom().item(() -> frozen(question, replay, model));
    }

    private Inquiry.Found frozen(Question question, Replay replay, Model model) {
        PromptBudget budget = budgets.of(List.of(model), replay.ask().maxChunks());
        Retrieved retrieved = new Retrieved(
                question,
                replay.frozen().stream()
                        .map(hit -> hit.hit().generation())
                        .distinct()
                        .toList(),
                replay.frozen(),
                replay.frozen(),
                0,
                0,
                0,
                0);
        return new Inquiry.Found(question, null, null, retrieved, prompts.sources(replay.frozen(), budget));
    }
}

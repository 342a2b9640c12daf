package dev.kotae.query.replay;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.query.answer.AnswersConfig;
import dev.kotae.query.model.Catalogue;
import dev.kotae.query.model.Model;
import dev.kotae.query.model.ModelEvent;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.prompt.Prompt;
import dev.kotae.query.prompt.PromptBudget;
import dev.kotae.query.prompt.PromptBudget.Form;
import dev.kotae.query.prompt.Prompts;
import dev.kotae.query.search.Retriever;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/** Has a model say which of two answers is better. Answers, question and chunks reach it as data between fences. Never blocks. */
@ApplicationScoped
class Judge {

    /** A word, and room for a model that thinks before it writes one. */
    private static final int LONGEST_TOKENS = 512;

    private final Catalogue catalogue;
    private final Prompts prompts;
    private final Retriever retriever;
    private final AnswersConfig config;

    Judge(Catalogue catalogue, Prompts prompts, Retriever retriever, AnswersConfig config) {
        this.catalogue = catalogue;
        this.prompts = prompts;
        this.retriever = retriever;
        this.config = config;
    }

    /**
     * Asks once, in the order of the request; nothing of it is recorded. Cancelling it cancels the call to the model.
     *
     * @return what was said; fails with a problem where the model could not be asked
     * @throws io.quarkiverse.resteasy.problem.HttpProblem at once for a model that does not exist, or that follows no instructions
     */
    Uni<Judgement> judge(JudgementRequest request) {
        Model model = catalogue.alone(request.model());
        if (!model.followsInstructions() || model.quotes()) {
            throw Problems.invalid(
                    "invalid-judge",
                    "The model " + model.id() + " cannot judge: it does nothing but answer from documents");
        }
        PromptBudget budget = new PromptBudget(Form.PROSE, config.promptTokens(), Integer.MAX_VALUE, 0, LONGEST_TOKENS)
                .within(model.contextLength());
        Prompt prompt = prompts.judge(
                retriever.question(request.question()), request.hits(), request.first(), request.second(), budget);
        return model.answer(prompt).collect().asList().map(said -> judgement(model, prompt, said));
    }

    private static Judgement judgement(Model model, Prompt prompt, List<ModelEvent> said) {
        String written = said.stream()
                .filter(ModelEvent.Token.class::isInstance)
                .map(event -> ((ModelEvent.Token) event).text())
                .collect(Collectors.joining());
        return new Judgement(
                Verdict.of(written),
                new AnswerCompleted.Model(model.id(), model.provider(), model.revision()),
                prompt.templateId(),
                prompt.templateHash(),
                said.stream()
                        .filter(ModelEvent.Finished.class::isInstance)
                        .map(event -> (ModelEvent.Finished) event)
                        .map(end -> new AnswerCompleted.Tokens(end.promptTokens(), end.completionTokens()))
                        .findFirst()
                        .orElse(null));
    }
}

package dev.kotae.query.answer;

import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.query.model.Model;
import dev.kotae.query.model.ModelEvent;
import dev.kotae.query.prompt.Prompt;
import dev.kotae.query.prompt.PromptBudget;
import dev.kotae.query.prompt.PromptBudget.Form;
import dev.kotae.query.prompt.Prompts;
import dev.kotae.query.search.Question;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Makes one question of a follow-up and the conversation before it, so that the right chunks are found. */
final class Condenser {

    private static final Logger LOG = Logger.getLogger(Condenser.class);
    private static final int LONGEST_TOKENS = 160;
    private static final int HISTORY_TOKENS = 600;

    private final Prompts prompts;
    private final FollowUp followUp;
    private final Budgets budgets;
    private final Duration timeout;
    private final int longest;

    Condenser(Prompts prompts, TextAnalyzer analyzer, Budgets budgets, AnswersConfig config) {
        this.prompts = prompts;
        this.followUp = new FollowUp(analyzer);
        this.budgets = budgets;
        this.timeout = config.condenseTimeout();
        this.longest = config.maxQuestionLength();
    }

    /**
     * The question to search for, where it is another one than was asked. The model is asked; a model that is built in or small is not,
     * then a plain rule decides. A model that fails or takes too long leaves the question as it is.
     *
     * @param model who answers, or empty where nobody is to be asked
     * @return never fails; on any thread
     */
    Uni<Optional<String>> condense(Question question, List<Prompt.Turn> history, Optional<Model> model) {
        if (history.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return model.filter(it -> it.followsInstructions() && !it.quotes() && !budgets.isSmall(it.id()))
                .map(it -> ask(it, question, history))
                .orElseGet(() -> Uni.createFrom()
                        .item(followUp.condensed(question.text(), history).filter(text -> text.length() <= longest)));
    }

    private Uni<Optional<String>> ask(Model model, Question question, List<Prompt.Turn> history) {
        PromptBudget budget =
                new PromptBudget(Form.PROSE, 0, 0, HISTORY_TOKENS, LONGEST_TOKENS).within(model.contextLength());
        return model.answer(prompts.condense(question, history, budget))
                .filter(event -> event instanceof ModelEvent.Token)
                .map(event -> ((ModelEvent.Token) event).text())
                .collect()
                .with(Collectors.joining())
                .map(text -> usable(text, question.text()))
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("Model %s made no question of a conversation: %s", model.id(), failure);
                    return Optional.empty();
                });
    }

    /** Models like to explain and to quote: only the first line counts, and only if it is a question's length. */
    private Optional<String> usable(String text, String asked) {
        return text.strip()
                .lines()
                .findFirst()
                .map(line -> line.strip().replaceAll("^[\"「『“]+|[\"」』”]+$", "").strip())
                .filter(line -> line.length() <= longest
                        && line.codePoints().anyMatch(Character::isLetterOrDigit)
                        && !line.equals(asked));
    }
}

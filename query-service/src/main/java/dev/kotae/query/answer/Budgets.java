package dev.kotae.query.answer;

import dev.kotae.query.model.Model;
import dev.kotae.query.prompt.PromptBudget;
import dev.kotae.query.prompt.PromptBudget.Form;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much each model may read and write: what is configured, within the context that the catalogue knows. A model is small if a
 * pattern of {@code kotae.answers.small-models} says so, or else if its name tells fewer than a billion parameters, as names of open
 * models do ({@code SmolLM2-135M-Instruct}, {@code qwen2.5:0.5b}).
 */
final class Budgets {

    private static final double SMALL = 1e9;
    private static final Pattern PARAMETERS =
            Pattern.compile("(?i)(?<![\\p{Alnum}.])(\\d{1,4}(?:\\.\\d{1,2})?)([mb])(?![\\p{Alnum}])");

    private final AnswersConfig config;
    private final List<Pattern> small;

    Budgets(AnswersConfig config) {
        this.config = config;
        this.small = config.smallModels().orElse(List.of()).stream()
                .map(Pattern::compile)
                .toList();
    }

    /** The budget of one model, or what two can share. */
    PromptBudget of(List<Model> models, int maxChunks) {
        return models.stream()
                .map(this::of)
                .reduce(PromptBudget::sharedWith)
                .orElseGet(() -> normal())
                .atMost(maxChunks);
    }

    PromptBudget of(Model model) {
        return whole(model).within(model.contextLength());
    }

    private PromptBudget whole(Model model) {
        if (model.quotes()) {
            return new PromptBudget(Form.QUOTES, config.quotesPromptTokens(), config.quotesMaxChunks(), 0, null);
        }
        if (isSmall(model.id())) {
            return new PromptBudget(
                    Form.SMALL, config.smallPromptTokens(), config.smallMaxChunks(), 0, config.smallMaxTokens());
        }
        return normal();
    }

    private PromptBudget normal() {
        return new PromptBudget(Form.PROSE, config.promptTokens(), Integer.MAX_VALUE, config.historyTokens(), null);
    }

    boolean isSmall(String id) {
        return small.isEmpty()
                ? parameters(id).isPresent()
                : small.stream().anyMatch(pattern -> pattern.matcher(id).matches());
    }

    /** The parameters in millions, where the name tells fewer than a billion. */
    private static OptionalInt parameters(String id) {
        Matcher told = PARAMETERS.matcher(id);
        while (told.find()) {
            double number = Double.parseDouble(told.group(1)) * (told.group(2).equalsIgnoreCase("m") ? 1e6 : 1e9);
            if (number < SMALL) {
                return OptionalInt.of((int) (number / 1e6));
            }
        }
        return OptionalInt.empty();
    }
}

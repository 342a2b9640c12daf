package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerCompleted.Cost;
import dev.kotae.common.event.AnswerCompleted.Model;
import dev.kotae.common.event.AnswerCompleted.Retrieval;
import dev.kotae.common.event.AnswerCompleted.Timings;
import dev.kotae.common.event.AnswerCompleted.Tokens;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an answer's record must keep to be counted: names of bounded length, numbers that can be true. */
final class AnswerLimits {

    private static final int MOST_NAMES = 100;
    private static final double LONGEST_MILLIS = 24 * 3600 * 1000d;
    /** So that a batch's sum in billionths stays exact in a script, whose numbers are doubles. */
    private static final double GREATEST_COST = 1000;

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private AnswerLimits() {}

    static boolean keeps(CountedAnswer answer) {
        return answer.outcome() != null
                && Limits.dated(answer.at())
                && answer.collections() != null
                && named(answer.collections())
                && Limits.named(
                        answer.language(), answer.requestedModel(), answer.promptHash(), answer.origin(), answer.user())
                && (answer.model() == null || named(answer.model()))
                && (answer.retrieval() == null || named(answer.retrieval()))
                && (answer.timings() == null || lasted(answer.timings()))
                && (answer.tokens() == null || counted(answer.tokens()))
                && (answer.cost() == null || priced(answer.cost()));
    }

    private static boolean named(Model model) {
        return model.id() != null
                && !model.id().startsWith("(")
                && Limits.named(model.id(), model.provider(), model.revision());
    }

    private static boolean named(Retrieval retrieval) {
        return (retrieval.generations() == null || named(retrieval.generations()))
                && Limits.named(retrieval.embedder())
                && retrieval.vectorWeight() >= 0
                && retrieval.vectorWeight() <= 1
                && retrieval.maxChunks() >= 0;
    }

    private static boolean named(List<String> names) {
        return names.size() <= MOST_NAMES && names.stream().allMatch(name -> name != null && Limits.named(name));
    }

    private static boolean lasted(Timings timings) {
        return Stream.of(
                        timings.queueMillis(),
                        timings.embedMillis(),
                        timings.searchMillis(),
                        timings.modelFirstTokenMillis(),
                        timings.modelTotalMillis(),
                        timings.firstTokenMillis(),
                        timings.totalMillis())
                .filter(Objects::nonNull)
                .allMatch(millis -> millis >= 0 && millis <= LONGEST_MILLIS);
    }

    private static boolean counted(Tokens tokens) {
        return Stream.of(tokens.prompt(), tokens.completion())
                .filter(Objects::nonNull)
                .allMatch(count -> count >= 0);
    }

    private static boolean priced(Cost cost) {
        return cost.amount() >= 0
                && cost.amount() <= GREATEST_COST
                && cost.currency() != null
                && CURRENCY.matcher(cost.currency()).matches();
    }
}

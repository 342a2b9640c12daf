package dev.kotae.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kotae.eval.statistics.Comparison.Verdict;
import java.util.List;

/**
 * What ratings and votes say of which model to take, and whether the budgets allow it.
 *
 * @param decision whether they say anything yet
 * @param model the better model; null unless there is one, so that nobody takes another for it
 * @param revision its revision, or null
 * @param over the model that comes closest to it, or null
 * @param overRevision that one's revision, or null
 * @param between where there is no better one: the model for which most speaks and the one that comes closest, with their revisions
 *     in parentheses; null where fewer than two were rated or voted on
 * @param furtherRatings where undecided: about how many more ratings and votes of these two it takes, or null where nobody can say
 * @param forProduction where one is better: whether it keeps within the budgets too
 * @param overBudget which budgets it breaks ({@code errors}, {@code firstToken}, {@code total}), or null
 * @param oneUser true where it is undecided only because one user alone would decide it; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Recommendation(
        Decision decision,
        String model,
        String revision,
        String over,
        String overRevision,
        List<String> between,
        Long furtherRatings,
        Boolean forProduction,
        List<String> overBudget,
        Boolean oneUser) {

    /** @param oneUser whether the verdict falls without one user's ratings and votes */
    static Recommendation of(Verdict<ModelKey> verdict, boolean oneUser, List<ModelReport> models) {
        if (verdict.leader().isEmpty() || verdict.rival().isEmpty()) {
            return new Recommendation(Decision.UNDECIDED, null, null, null, null, null, null, null, null, null);
        }
        ModelKey leader = verdict.leader().get();
        ModelKey rival = verdict.rival().get();
        List<String> both = List.of(leader.label(), rival.label());
        if (oneUser) {
            return new Recommendation(Decision.UNDECIDED, null, null, null, null, both, null, null, null, true);
        }
        return switch (verdict.decision()) {
            case BETTER -> {
                List<String> broken = models.stream()
                        .filter(model -> model.key().equals(leader))
                        .flatMap(model -> model.budgets().broken().stream())
                        .toList();
                yield new Recommendation(
                        Decision.BETTER,
                        leader.model(),
                        leader.revision(),
                        rival.model(),
                        rival.revision(),
                        null,
                        null,
                        broken.isEmpty(),
                        broken.isEmpty() ? null : broken,
                        null);
            }
            case EQUIVALENT ->
                new Recommendation(Decision.EQUIVALENT, null, null, null, null, both, null, null, null, null);
            case UNDECIDED ->
                new Recommendation(
                        Decision.UNDECIDED,
                        null,
                        null,
                        null,
                        null,
                        both,
                        verdict.furtherRatings().isPresent()
                                ? verdict.furtherRatings().getAsLong()
                                : null,
                        null,
                        null,
                        null);
        };
    }

    /** In words, for people. */
    String words() {
        return switch (decision) {
            case BETTER ->
                "%s is better than every other model, %s coming closest; %s"
                        .formatted(
                                new ModelKey(model, revision).label(),
                                new ModelKey(over, overRevision).label(),
                                forProduction
                                        ? "it keeps within the budgets of errors and latency"
                                        : "it is not recommended for production, being over its budget of "
                                                + String.join(", ", overBudget));
            case EQUIVALENT ->
                "%s and %s differ by less than matters, and no model is better"
                        .formatted(between.get(0), between.get(1));
            case UNDECIDED ->
                between == null
                        ? "Undecided: fewer than two models were rated or voted on"
                        : "Undecided between %s and %s: %s"
                                .formatted(
                                        between.get(0),
                                        between.get(1),
                                        oneUser != null
                                                ? "one user alone would decide it, more users have to rate or vote"
                                                : furtherRatings == null
                                                        ? "nobody can say how many more ratings it takes"
                                                        : "about %d more ratings, if they go on as they did"
                                                                .formatted(furtherRatings));
        };
    }

    /** Whether a model is better. */
    enum Decision {
        /** Better than every other, with statistical confidence. */
        @JsonProperty("better")
        BETTER,
        /** The best ones differ by less than matters. */
        @JsonProperty("equivalent")
        EQUIVALENT,
        /** Nobody can know yet. */
        @JsonProperty("undecided")
        UNDECIDED
    }
}

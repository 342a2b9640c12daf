package dev.kotae.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kotae.eval.report.ModelReport.ModelKey;
import dev.kotae.eval.statistics.Comparison;
import dev.kotae.eval.statistics.Comparison.Verdict;
import java.util.List;

/**
 * What the ratings say of which model to take.
 *
 * @param decision whether they say anything yet
 * @param model the better model; null while undecided, so that nobody takes it for one
 * @param revision its revision, or null
 * @param over the model that comes closest to it, or null
 * @param overRevision that one's revision, or null
 * @param between where undecided or equivalent: the model with the greatest mean and the one that comes closest, with their revisions in
 *     parentheses; null where fewer than two were rated
 * @param furtherRatings where undecided: about how many more ratings of these two it takes, or null where nobody can say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Recommendation(
        Decision decision,
        String model,
        String revision,
        String over,
        String overRevision,
        List<String> between,
        Long furtherRatings) {

    static Recommendation of(Verdict<ModelKey> verdict) {
        if (verdict.leader().isEmpty() || verdict.rival().isEmpty()) {
            return new Recommendation(Decision.UNDECIDED, null, null, null, null, null, null);
        }
        ModelKey leader = verdict.leader().get();
        ModelKey rival = verdict.rival().get();
        if (verdict.better()) {
            return new Recommendation(
                    Decision.BETTER, leader.model(), leader.revision(), rival.model(), rival.revision(), null, null);
        }
        if (verdict.decision() == Comparison.Decision.EQUIVALENT) {
            return new Recommendation(
                    Decision.EQUIVALENT, null, null, null, null, List.of(leader.label(), rival.label()), null);
        }
        return new Recommendation(
                Decision.UNDECIDED,
                null,
                null,
                null,
                null,
                List.of(leader.label(), rival.label()),
                verdict.furtherRatings().isPresent() ? verdict.furtherRatings().getAsLong() : null);
    }

    /** In words, for people. */
    String words() {
        if (decision == Decision.BETTER) {
            return "%s is rated better than every other model, %s coming closest"
                    .formatted(new ModelKey(model, revision).label(), new ModelKey(over, overRevision).label());
        }
        if (decision == Decision.EQUIVALENT) {
            return "%s and %s differ by less than matters, and no model is better"
                    .formatted(between.get(0), between.get(1));
        }
        if (between == null) {
            return "Undecided: fewer than two models were rated";
        }
        return "Undecided between %s and %s: %s"
                .formatted(
                        between.get(0),
                        between.get(1),
                        furtherRatings == null
                                ? "nobody can say how many more ratings it takes"
                                : "about %d more ratings, if they go on as they did".formatted(furtherRatings));
    }

    /** Whether a model is better. */
    enum Decision {
        /** Rated better than every other, with statistical confidence. */
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

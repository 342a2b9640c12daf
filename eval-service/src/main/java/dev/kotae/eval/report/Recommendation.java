package dev.kotae.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kotae.eval.report.ModelReport.ModelKey;
import dev.kotae.eval.statistics.Comparison.Verdict;

/**
 * What the ratings say of which model to take.
 *
 * @param decision whether they say anything yet
 * @param model the model with the greatest mean, or null where fewer than two were rated
 * @param revision its revision, or null
 * @param over the model that comes closest to it, or null
 * @param overRevision that one's revision, or null
 * @param furtherRatings where undecided: about how many more ratings of these two it takes, or null where nobody can say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Recommendation(
        Decision decision, String model, String revision, String over, String overRevision, Long furtherRatings) {

    static Recommendation of(Verdict<ModelKey> verdict) {
        return new Recommendation(
                verdict.better() ? Decision.BETTER : Decision.UNDECIDED,
                verdict.leader().map(ModelKey::model).orElse(null),
                verdict.leader().map(ModelKey::revision).orElse(null),
                verdict.rival().map(ModelKey::model).orElse(null),
                verdict.rival().map(ModelKey::revision).orElse(null),
                verdict.furtherRatings().isPresent() ? verdict.furtherRatings().getAsLong() : null);
    }

    /** In words, for people. */
    String words() {
        if (decision == Decision.BETTER) {
            return "%s is rated better than every other model, %s coming closest"
                    .formatted(name(model, revision), name(over, overRevision));
        }
        if (model == null) {
            return "Undecided: fewer than two models were rated";
        }
        return "Undecided between %s and %s: %s"
                .formatted(
                        name(model, revision),
                        name(over, overRevision),
                        furtherRatings == null
                                ? "nobody can say how many more ratings it takes"
                                : "about %d more ratings, if they go on as they did".formatted(furtherRatings));
    }

    private static String name(String model, String revision) {
        return revision == null ? model : model + " (" + revision + ")";
    }

    /** Whether a model is better. */
    enum Decision {
        /** Rated better than every other, with statistical confidence. */
        @JsonProperty("better")
        BETTER,
        /** Nobody can know yet. */
        @JsonProperty("undecided")
        UNDECIDED
    }
}

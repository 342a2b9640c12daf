package dev.kotae.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.eval.evidence.LatencyPart;
import dev.kotae.eval.evidence.Tally;
import dev.kotae.eval.statistics.ConfidenceSequence;
import dev.kotae.eval.statistics.Interval;
import dev.kotae.eval.statistics.LatencySketch;
import dev.kotae.eval.statistics.LatencySketch.Percentiles;
import dev.kotae.eval.statistics.StarCounts;
import java.util.List;

/**
 * What is known of one model.
 *
 * @param model the model's id, {@code (none)} for questions that came to no model
 * @param revision the model's revision, or null
 * @param answers all questions it was to answer, however that ended
 * @param errors of these, how many failed
 * @param noAnswers of these, how many ended in "not found in the documents"
 * @param cancelled of these, how many the reader left
 * @param ratings the stars
 * @param latency of answered questions only
 * @param tokens in all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelReport(
        String model,
        String revision,
        long answers,
        long errors,
        long noAnswers,
        long cancelled,
        Ratings ratings,
        Latency latency,
        Tokens tokens) {

    static ModelReport of(ModelKey key, Tally tally, double alpha) {
        return new ModelReport(
                key.model(),
                key.revision(),
                tally.answers(),
                tally.ended(Outcome.FAILED),
                tally.ended(Outcome.NO_ANSWER),
                tally.ended(Outcome.CANCELLED),
                Ratings.of(tally.stars(), alpha),
                new Latency(
                        LatencySketch.percentiles(tally.latency(LatencyPart.FIRST_TOKEN))
                                .orElse(null),
                        LatencySketch.percentiles(tally.latency(LatencyPart.TOTAL))
                                .orElse(null)),
                new Tokens(tally.promptTokens(), tally.completionTokens()));
    }

    /**
     * Which rows are one.
     *
     * @param model the model's id
     * @param revision its revision, or null
     */
    record ModelKey(String model, String revision) {

        /** For people: the revision in parentheses, if there is one. */
        String label() {
            return revision == null ? model : model + " (" + revision + ")";
        }
    }

    /**
     * Stars. A mean never stands without its count and interval; without ratings there is none of them.
     *
     * @param count how many ratings
     * @param mean 1 to 5, or null
     * @param low the interval's lower end, or null
     * @param high its upper end, or null
     * @param distribution how many ratings of one star to five
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Ratings(long count, Double mean, Double low, Double high, List<Long> distribution) {

        static Ratings of(StarCounts stars, double alpha) {
            if (stars.total() == 0) {
                return new Ratings(0, null, null, null, stars.counts());
            }
            Interval interval = ConfidenceSequence.of(stars, alpha);
            return new Ratings(stars.total(), stars.mean(), interval.low(), interval.high(), stars.counts());
        }
    }

    /**
     * Milliseconds; null where nothing was measured.
     *
     * @param firstTokenMillis until the first token
     * @param totalMillis until the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Latency(Percentiles firstTokenMillis, Percentiles totalMillis) {}

    /**
     * Tokens, as far as models told.
     *
     * @param prompt read
     * @param completion written
     */
    record Tokens(long prompt, long completion) {}
}

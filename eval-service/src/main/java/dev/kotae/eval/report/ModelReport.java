package dev.kotae.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.eval.evidence.LatencyPart;
import dev.kotae.eval.evidence.Tally;
import dev.kotae.eval.statistics.ConfidenceSequence;
import dev.kotae.eval.statistics.Interval;
import dev.kotae.eval.statistics.LatencyCounts;
import dev.kotae.eval.statistics.LatencySketch;
import dev.kotae.eval.statistics.QuantileInterval;
import dev.kotae.eval.statistics.Rate;
import dev.kotae.eval.statistics.StarCounts;
import dev.kotae.eval.statistics.Strengths;
import dev.kotae.eval.statistics.Strengths.Strength;
import java.util.List;

/**
 * What is known of one model.
 *
 * @param model the model's id, {@code (none)} for questions that came to no model, {@code (other)} for models beyond those kept apart
 * @param revision the model's revision, or null
 * @param answers all questions it was to answer, however that ended
 * @param errors of these, how many failed
 * @param noAnswers of these, how many ended in "not found in the documents"
 * @param cancelled of these, how many the reader left
 * @param refused of these, how many were refused before any work
 * @param errorRate the share that failed
 * @param noAnswerRate the share that was not found
 * @param ratings the stars
 * @param votes the votes against other models, or null without any
 * @param latency of answered questions only
 * @param tokens in all
 * @param cost what the answers cost, by currency; null where no price is known
 * @param budgets whether it keeps within what production allows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelReport(
        String model,
        String revision,
        long answers,
        long errors,
        long noAnswers,
        long cancelled,
        long refused,
        Share errorRate,
        Share noAnswerRate,
        Ratings ratings,
        Votes votes,
        Latency latency,
        Tokens tokens,
        List<Cost> cost,
        Budgets budgets) {

    private static final double BILLIONTH = 1e-9;

    static ModelReport of(ModelKey key, Tally tally, Strengths<ModelKey> strengths, ReportRules rules) {
        double alpha = rules.alpha();
        Share errorRate = Share.of(tally.ended(Outcome.FAILED), tally.answers(), alpha);
        Latency latency = Latency.of(tally, alpha);
        List<Cost> cost = tally.costs().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(entry -> new Cost(
                        entry.getValue() * BILLIONTH, entry.getKey(), entry.getValue() * BILLIONTH / tally.answers()))
                .toList();
        return new ModelReport(
                key.model(),
                key.revision(),
                tally.answers(),
                tally.ended(Outcome.FAILED),
                tally.ended(Outcome.NO_ANSWER),
                tally.ended(Outcome.CANCELLED),
                tally.ended(Outcome.REFUSED),
                errorRate,
                Share.of(tally.ended(Outcome.NO_ANSWER), tally.answers(), alpha),
                Ratings.of(tally.stars(), alpha),
                strengths.of(key).map(strength -> Votes.of(strength, alpha)).orElse(null),
                latency,
                new Tokens(tally.promptTokens(), tally.completionTokens()),
                cost.isEmpty() ? null : cost,
                Budgets.of(errorRate, latency, rules));
    }

    ModelKey key() {
        return new ModelKey(model, revision);
    }

    /**
     * A share of the answers with its interval, for one look.
     *
     * @param share 0 to 1
     * @param low the interval's lower end
     * @param high its upper end
     */
    record Share(double share, double low, double high) {

        static Share of(long count, long total, double alpha) {
            Rate rate = Rate.of(count, total, alpha);
            return new Share(rate.share(), rate.low(), rate.high());
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
     * The strength that votes give: natural logarithm, centred over the models of the report.
     *
     * @param count how many votes it took part in
     * @param strength the estimate
     * @param standardError for one look
     * @param low the lower end of the interval for every look
     * @param high its upper end
     */
    record Votes(long count, double strength, double standardError, double low, double high) {

        static Votes of(Strength strength, double alpha) {
            Interval interval = strength.anytime(alpha);
            return new Votes(
                    strength.count(), strength.estimate(), strength.standardError(), interval.low(), interval.high());
        }
    }

    /**
     * Milliseconds; null where nothing was measured.
     *
     * @param queueMillis waiting for a free place
     * @param embedMillis embedding the question
     * @param searchMillis searching
     * @param firstTokenMillis from the question's arrival to the first token
     * @param outputTokenMillis the model's time per further token
     * @param totalMillis from the arrival to the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Latency(
            Percentiles queueMillis,
            Percentiles embedMillis,
            Percentiles searchMillis,
            Percentiles firstTokenMillis,
            Percentiles outputTokenMillis,
            Percentiles totalMillis) {

        static Latency of(Tally tally, double alpha) {
            return new Latency(
                    Percentiles.of(tally.latency(LatencyPart.QUEUE), alpha),
                    Percentiles.of(tally.latency(LatencyPart.EMBED), alpha),
                    Percentiles.of(tally.latency(LatencyPart.SEARCH), alpha),
                    Percentiles.of(tally.latency(LatencyPart.FIRST_TOKEN), alpha),
                    Percentiles.of(tally.latency(LatencyPart.OUTPUT_TOKEN), alpha),
                    Percentiles.of(tally.latency(LatencyPart.TOTAL), alpha));
        }
    }

    /**
     * Percentiles in milliseconds with their intervals, for one look; an end is null where there are too few answers to say.
     *
     * @param count how many answers were measured
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Percentiles(
            long count,
            double p50,
            Double p50Low,
            Double p50High,
            double p95,
            Double p95Low,
            Double p95High,
            double p99,
            Double p99Low,
            Double p99High) {

        /** Null where nothing was measured. */
        static Percentiles of(LatencyCounts counts, double alpha) {
            return LatencySketch.percentiles(counts)
                    .map(values -> {
                        QuantileInterval p50 = QuantileInterval.of(counts, 0.5, alpha);
                        QuantileInterval p95 = QuantileInterval.of(counts, 0.95, alpha);
                        QuantileInterval p99 = QuantileInterval.of(counts, 0.99, alpha);
                        return new Percentiles(
                                counts.total(),
                                values.p50(),
                                p50.low(),
                                p50.high(),
                                values.p95(),
                                p95.low(),
                                p95.high(),
                                values.p99(),
                                p99.low(),
                                p99.high());
                    })
                    .orElse(null);
        }
    }

    /**
     * Tokens, as far as models told.
     *
     * @param prompt read
     * @param completion written
     */
    record Tokens(long prompt, long completion) {}

    /**
     * What answers cost.
     *
     * @param amount in units of the currency
     * @param currency ISO 4217 code
     * @param perAnswer of all answers, the failed ones too
     */
    record Cost(double amount, String currency, double perAnswer) {}
}

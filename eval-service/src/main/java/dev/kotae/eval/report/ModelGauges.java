package dev.kotae.eval.report;

import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.evidence.Slice;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The report on models as gauges, of a bounded number of models whatever they are called. Those with the fewest answers are counted
 * together as {@value Slice#OTHER_MODELS}, without estimates: those of several models say nothing of any. Every instance shows the
 * whole report, so gauges of several instances are never to be added up.
 */
@ApplicationScoped
class ModelGauges {

    private static final Logger LOG = Logger.getLogger(ModelGauges.class);

    private final ReportReader reports;
    private final EvalConfig config;
    private final GaugeRows answers;
    private final GaugeRows ratings;
    private final GaugeRows stars;
    private final GaugeRows votes;
    private final GaugeRows strength;
    private final GaugeRows errorRate;
    private final GaugeRows latency;
    private final GaugeRows tokens;
    private final GaugeRows cost;
    private Cancellable ticks;

    ModelGauges(ReportReader reports, EvalConfig config, MeterRegistry registry) {
        this.reports = reports;
        this.config = config;
        this.answers = new GaugeRows("kotae.eval.model.answers", "Answers, however they ended", registry);
        this.ratings = new GaugeRows("kotae.eval.model.ratings", "Ratings, by number of stars", registry);
        this.stars = new GaugeRows(
                "kotae.eval.model.stars", "Mean stars, with the ends of its anytime-valid interval", registry);
        this.votes = new GaugeRows("kotae.eval.model.votes", "Votes that the model took part in", registry);
        this.strength = new GaugeRows(
                "kotae.eval.model.strength",
                "Bradley-Terry strength, natural logarithm, with the ends of its anytime-valid interval",
                registry);
        this.errorRate = new GaugeRows(
                "kotae.eval.model.error.rate", "Share of failed answers, with the ends of its interval", registry);
        this.latency = new GaugeRows(
                "kotae.eval.model.latency.milliseconds",
                "Percentiles of answered questions, with the ends of the 95th one's interval",
                registry);
        this.tokens = new GaugeRows("kotae.eval.model.tokens", "Tokens read and written", registry);
        this.cost = new GaugeRows("kotae.eval.model.cost", "What the answers cost, in units of the currency", registry);
    }

    void start(@Observes StartupEvent event) {
        ticks = Multi.createFrom()
                .ticks()
                .every(config.gaugesEvery())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> reports.models(ReportFilter.ALL)
                        .onFailure()
                        .invoke(failure -> LOG.warnf("The gauges per model stay as they were: %s", failure))
                        .onFailure()
                        .recoverWithNull())
                .subscribe()
                .with(this::show);
    }

    void stop(@Observes ShutdownEvent event) {
        ticks.cancel();
    }

    void show(ModelsReport report) {
        List<ModelReport> shown = report.models().stream()
                .filter(model -> !model.model().equals(Slice.OTHER_MODELS))
                .sorted(Comparator.comparingLong(ModelReport::answers).reversed())
                .limit(config.gaugesModels())
                .toList();
        for (ModelReport model : report.models()) {
            boolean alone = shown.contains(model);
            Tags tags = alone ? tags(model.model(), model.revision()) : tags(Slice.OTHER_MODELS, null);
            count(model, tags);
            if (alone) {
                estimate(model, tags);
            }
        }
        Stream.of(answers, ratings, stars, votes, strength, errorRate, latency, tokens, cost)
                .forEach(GaugeRows::show);
    }

    private static Tags tags(String model, String revision) {
        return Tags.of("model", model, "revision", revision == null ? "" : revision);
    }

    /** What can be added up over models. */
    private void count(ModelReport model, Tags tags) {
        answers.add(tags, model.answers());
        List<Long> distribution = model.ratings().distribution();
        for (int i = 0; i < distribution.size(); i++) {
            ratings.add(tags.and("stars", Integer.toString(i + 1)), distribution.get(i));
        }
        if (model.votes() != null) {
            votes.add(tags, model.votes().count());
        }
        tokens.add(tags.and("type", "input"), model.tokens().prompt());
        tokens.add(tags.and("type", "output"), model.tokens().completion());
        if (model.cost() != null) {
            model.cost().forEach(one -> cost.add(tags.and("currency", one.currency()), one.amount()));
        }
    }

    private void estimate(ModelReport model, Tags tags) {
        ModelReport.Ratings rated = model.ratings();
        if (rated.mean() != null) {
            interval(stars, tags, "mean", rated.mean(), rated.low(), rated.high());
        }
        ModelReport.Votes voted = model.votes();
        if (voted != null) {
            interval(strength, tags, "estimate", voted.strength(), voted.low(), voted.high());
        }
        ModelReport.Share errors = model.errorRate();
        interval(errorRate, tags, "share", errors.share(), errors.low(), errors.high());
        percentiles(tags.and("part", "first-token"), model.latency().firstTokenMillis());
        percentiles(tags.and("part", "total"), model.latency().totalMillis());
    }

    private static void interval(GaugeRows rows, Tags tags, String estimate, double value, Double low, Double high) {
        rows.add(tags.and("value", estimate), value);
        if (low != null) {
            rows.add(tags.and("value", "low"), low);
        }
        if (high != null) {
            rows.add(tags.and("value", "high"), high);
        }
    }

    private void percentiles(Tags tags, ModelReport.Percentiles percentiles) {
        if (percentiles != null) {
            latency.add(tags.and("value", "p50"), percentiles.p50());
            latency.add(tags.and("value", "p99"), percentiles.p99());
            interval(latency, tags, "p95", percentiles.p95(), percentiles.p95Low(), percentiles.p95High());
        }
    }
}

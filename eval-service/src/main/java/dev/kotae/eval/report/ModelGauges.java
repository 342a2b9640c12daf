package dev.kotae.eval.report;

import dev.kotae.eval.EvalConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/** Ratings per model as gauges, of a bounded number of models whatever they are called. */
@ApplicationScoped
class ModelGauges {

    private static final Logger LOG = Logger.getLogger(ModelGauges.class);

    private final ReportReader reports;
    private final EvalConfig config;
    private final MultiGauge answers;
    private final MultiGauge ratings;
    private final MultiGauge mean;
    private final MultiGauge votes;
    private final MultiGauge strength;
    private final MultiGauge errorRate;
    private final MultiGauge latency;
    private Cancellable ticks;

    ModelGauges(ReportReader reports, EvalConfig config, MeterRegistry registry) {
        this.reports = reports;
        this.config = config;
        this.answers = MultiGauge.builder("kotae.eval.model.answers")
                .description("Answers per model, however they ended")
                .register(registry);
        this.ratings = MultiGauge.builder("kotae.eval.model.ratings")
                .description("Ratings per model and number of stars")
                .register(registry);
        this.mean = MultiGauge.builder("kotae.eval.model.stars")
                .description("Mean stars per model, with the ends of its anytime-valid interval")
                .register(registry);
        this.votes = MultiGauge.builder("kotae.eval.model.votes")
                .description("Votes per model that it took part in")
                .register(registry);
        this.strength = MultiGauge.builder("kotae.eval.model.strength")
                .description("Bradley-Terry strength per model, natural logarithm, with the ends of its interval")
                .register(registry);
        this.errorRate = MultiGauge.builder("kotae.eval.model.error.rate")
                .description("Share of failed answers per model, with the ends of its interval")
                .register(registry);
        this.latency = MultiGauge.builder("kotae.eval.model.latency")
                .description("Percentiles of answered questions per model, with the ends of the 95th one's interval")
                .baseUnit("milliseconds")
                .register(registry);
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
        List<MultiGauge.Row<?>> answerRows = new ArrayList<>();
        List<MultiGauge.Row<?>> ratingRows = new ArrayList<>();
        List<MultiGauge.Row<?>> meanRows = new ArrayList<>();
        List<MultiGauge.Row<?>> voteRows = new ArrayList<>();
        List<MultiGauge.Row<?>> strengthRows = new ArrayList<>();
        List<MultiGauge.Row<?>> errorRows = new ArrayList<>();
        List<MultiGauge.Row<?>> latencyRows = new ArrayList<>();
        report.models().stream()
                .sorted(Comparator.comparingLong(ModelReport::answers).reversed())
                .limit(config.gaugesModels())
                .forEach(model -> {
                    Tags tags = Tags.of(
                            "model", model.model(), "revision", model.revision() == null ? "" : model.revision());
                    answerRows.add(MultiGauge.Row.of(tags, model.answers()));
                    ModelReport.Ratings stars = model.ratings();
                    for (int i = 0; i < stars.distribution().size(); i++) {
                        ratingRows.add(MultiGauge.Row.of(
                                tags.and("stars", Integer.toString(i + 1)),
                                stars.distribution().get(i)));
                    }
                    if (stars.mean() != null) {
                        add(meanRows, tags, "mean", stars.mean(), stars.low(), stars.high());
                    }
                    ModelReport.Votes vote = model.votes();
                    if (vote != null) {
                        voteRows.add(MultiGauge.Row.of(tags, vote.count()));
                        add(strengthRows, tags, "estimate", vote.strength(), vote.low(), vote.high());
                    }
                    ModelReport.Share errors = model.errorRate();
                    add(errorRows, tags, "share", errors.share(), errors.low(), errors.high());
                    addLatency(
                            latencyRows,
                            tags.and("part", "first-token"),
                            model.latency().firstTokenMillis());
                    addLatency(
                            latencyRows,
                            tags.and("part", "total"),
                            model.latency().totalMillis());
                });
        answers.register(answerRows, true);
        ratings.register(ratingRows, true);
        mean.register(meanRows, true);
        votes.register(voteRows, true);
        strength.register(strengthRows, true);
        errorRate.register(errorRows, true);
        latency.register(latencyRows, true);
    }

    private static void add(
            List<MultiGauge.Row<?>> rows, Tags tags, String estimate, double value, Double low, Double high) {
        rows.add(MultiGauge.Row.of(tags.and("value", estimate), value));
        if (low != null) {
            rows.add(MultiGauge.Row.of(tags.and("value", "low"), low));
        }
        if (high != null) {
            rows.add(MultiGauge.Row.of(tags.and("value", "high"), high));
        }
    }

    private static void addLatency(List<MultiGauge.Row<?>> rows, Tags tags, ModelReport.Percentiles percentiles) {
        if (percentiles != null) {
            rows.add(MultiGauge.Row.of(tags.and("value", "p50"), percentiles.p50()));
            rows.add(MultiGauge.Row.of(tags.and("value", "p99"), percentiles.p99()));
            add(rows, tags, "p95", percentiles.p95(), percentiles.p95Low(), percentiles.p95High());
        }
    }
}

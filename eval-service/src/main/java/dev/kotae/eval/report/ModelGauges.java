package dev.kotae.eval.report;

import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.evidence.RedisCounts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/** Ratings per model as gauges, of a bounded number of models whatever they are called. */
@ApplicationScoped
class ModelGauges {

    private static final Logger LOG = Logger.getLogger(ModelGauges.class);

    private final RedisCounts counts;
    private final EvalConfig config;
    private final MultiGauge answers;
    private final MultiGauge ratings;
    private final MultiGauge mean;
    private Cancellable ticks;

    ModelGauges(RedisCounts counts, EvalConfig config, MeterRegistry registry) {
        this.counts = counts;
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
    }

    void start(@Observes StartupEvent event) {
        ticks = Multi.createFrom()
                .ticks()
                .every(config.gaugesEvery())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> counts.now()
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(now -> ModelsReport.of(now.slices(), config.alpha(), Instant.now()))
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
                        meanRows.add(MultiGauge.Row.of(tags.and("value", "mean"), stars.mean()));
                        meanRows.add(MultiGauge.Row.of(tags.and("value", "low"), stars.low()));
                        meanRows.add(MultiGauge.Row.of(tags.and("value", "high"), stars.high()));
                    }
                });
        answers.register(answerRows, true);
        ratings.register(ratingRows, true);
        mean.register(meanRows, true);
    }
}

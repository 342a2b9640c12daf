package dev.kotae.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.evidence.Counted;
import dev.kotae.eval.evidence.Counts;
import dev.kotae.eval.evidence.Slice;
import dev.kotae.eval.evidence.Tally;
import dev.kotae.eval.statistics.Comparison.Rules;
import dev.kotae.eval.statistics.StarCounts;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelGaugesTest {

    private static final int MOST = 3;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ModelGauges gauges = new ModelGauges(
            null,
            new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withDefaultValue("kotae.eval.gauges-models", Integer.toString(MOST))
                    .withMapping(EvalConfig.class)
                    .build()
                    .getConfigMapping(EvalConfig.class),
            registry);

    @Test
    void aModelsNumbersStandWithTheirCountsAndTheEndsOfTheirIntervals() {
        gauges.show(report(List.of(counted("m", 40, StarCounts.of(1, 0, 2, 3, 4)))));
        assertThat(value("kotae.eval.model.answers", "model", "m")).isEqualTo(40);
        assertThat(value("kotae.eval.model.ratings", "stars", "5")).isEqualTo(4);
        double mean = value("kotae.eval.model.stars", "value", "mean");
        assertThat(mean).isEqualTo(3.9);
        assertThat(value("kotae.eval.model.stars", "value", "low")).isLessThan(mean);
        assertThat(value("kotae.eval.model.stars", "value", "high")).isGreaterThan(mean);
        assertThat(value("kotae.eval.model.error.rate", "value", "share")).isZero();
        assertThat(value("kotae.eval.model.error.rate", "value", "high")).isPositive();
        assertThat(value("kotae.eval.model.tokens", "type", "input")).isEqualTo(400);
        assertThat(value("kotae.eval.model.tokens", "type", "output")).isEqualTo(200);
        assertThat(value("kotae.eval.model.cost", "currency", "EUR")).isEqualTo(0.5);
    }

    @Test
    void modelsBeyondTheLimitAreCountedTogetherAndEstimatedNotAtAll() {
        List<Counted> many = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> counted("model-" + i, i, StarCounts.of(0, 0, 0, 0, 1)))
                .toList();
        gauges.show(report(many));
        assertThat(models("kotae.eval.model.answers"))
                .containsExactlyInAnyOrder("model-20", "model-19", "model-18", Slice.OTHER_MODELS);
        assertThat(models("kotae.eval.model.stars")).containsExactlyInAnyOrder("model-20", "model-19", "model-18");
        assertThat(value("kotae.eval.model.answers", "model", Slice.OTHER_MODELS))
                .isEqualTo(IntStream.rangeClosed(1, 17).sum());
        assertThat(registry.getMeters()).hasSizeLessThan(100);
    }

    @Test
    void aModelThatIsGoneFromTheReportIsGoneFromTheGauges() {
        gauges.show(report(List.of(counted("old", 1, StarCounts.NONE), counted("m", 1, StarCounts.NONE))));
        gauges.show(report(List.of(counted("m", 1, StarCounts.NONE))));
        assertThat(models("kotae.eval.model.answers")).containsExactly("m");
    }

    private double value(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).gauge().value();
    }

    private Set<String> models(String name) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().equals(name))
                .map(id -> id.getTag("model"))
                .collect(Collectors.toSet());
    }

    private static ModelsReport report(List<Counted> counted) {
        return ModelsReport.of(
                new Counts(1, counted, List.of(), Map.of(), Instant.EPOCH),
                ReportFilter.ALL,
                new ReportRules(new Rules(0.05, 0.25, 0.05), 0.05, 5000, 30_000));
    }

    private static Counted counted(String model, long answers, StarCounts stars) {
        return new Counted(
                new Slice(
                        model,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of("guide"),
                        "en",
                        LocalDate.of(2026, 11, 23),
                        null),
                new Tally(
                        Map.of(Outcome.ANSWERED, answers),
                        stars,
                        answers * 10,
                        answers * 5,
                        Map.of("EUR", 500_000_000L),
                        Map.of()));
    }
}

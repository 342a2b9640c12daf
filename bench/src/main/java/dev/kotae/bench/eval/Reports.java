package dev.kotae.bench.eval;

import dev.kotae.bench.Benchmark;
import dev.kotae.bench.Stage;
import dev.kotae.bench.measure.OpenLoop;
import dev.kotae.bench.measure.Samples;
import dev.kotae.bench.page.Figure;
import dev.kotae.bench.page.Section;
import dev.kotae.bench.suite.RedisConnection;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** The report over a million answers: how soon it is there, and what is kept of each answer. */
public final class Reports implements Benchmark {

    private static final long SEED = 2;
    private static final long ANSWERS = 1_000_000;
    private static final int AT_ONCE = 50_000;
    private static final double RATED = 0.1;
    private static final int WARM_UP = 30;
    private static final int REPORTS = 200;
    private static final Duration EVERY = Duration.ofMillis(150);
    private static final double GOAL_P99 = 300;
    private static final double GOAL_BYTES = 1024;

    @Override
    public String name() {
        return "reports";
    }

    @Override
    public Section run(Stage stage) throws Exception {
        long wanted = stage.times((int) ANSWERS);
        long had = EventFeed.reported(stage);
        try (EventFeed feed = new EventFeed(stage);
                RedisConnection redis = new RedisConnection(stage.suite().redis())) {
            double before = used(redis);
            Events events = new Events(stage.suite(), feed.partitions(), SEED);
            double counted = feed.applied();
            for (long left = wanted - had; left > 0; left -= AT_ONCE) {
                var records = events.records((int) Math.min(left, AT_ONCE), RATED, false);
                feed.send(records);
                feed.awaitApplied(counted += records.size());
            }
            long there = EventFeed.reported(stage);
            double bytes = (used(redis) - before) / (there - had);
            String url = stage.suite().url("eval") + "/api/reports/models";
            OpenLoop.run(stage.times(WARM_UP), stage.every(EVERY), i -> report(stage, url));
            Samples whole = Samples.of(OpenLoop.run(stage.times(REPORTS), stage.every(EVERY), i -> report(stage, url)));
            Samples english = Samples.of(
                    OpenLoop.run(stage.times(REPORTS), stage.every(EVERY), i -> report(stage, url + "?language=en")));
            return new Section(
                    name(),
                    "Reports",
                    String.format(
                            Locale.ROOT,
                            "`GET /api/reports/models` (JSON) over %,d answers of %d models, 30 days and 2 languages, some of them"
                                    + " rated: %d requests, one every %d ms whatever becomes of those before, after %d that are not counted."
                                    + " What is kept of an answer, its share of the ratings and counters included, is the growth of Redis'"
                                    + " `used_memory` while %,d of them were counted, divided by their number.",
                            there,
                            Events.MODELS,
                            whole.count(),
                            EVERY.toMillis(),
                            stage.times(WARM_UP),
                            there - had),
                    List.of(
                            Figure.of("whole report, p50", whole.quantile(0.5), "ms"),
                            Figure.atMost(GOAL_P99, "whole report, p99", whole.quantile(0.99), "ms"),
                            Figure.atMost(GOAL_P99, "of one language, p99", english.quantile(0.99), "ms"),
                            Figure.atMost(GOAL_BYTES, "memory for an answer kept", bytes, "bytes")),
                    List.of());
        }
    }

    private static CompletableFuture<Long> report(Stage stage, String url) {
        return stage.http()
                .send(HttpRequest.newBuilder(URI.create(url))
                        .header("Accept", "application/json")
                        .header("X-Kotae-User", Events.USER)
                        .build())
                .thenApply(body -> System.nanoTime());
    }

    private static double used(RedisConnection redis) {
        return redis.send(Request.cmd(Command.INFO).arg("memory"))
                .join()
                .toString()
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }
}

package dev.kotae.bench.eval;

import dev.kotae.bench.Benchmark;
import dev.kotae.bench.Stage;
import dev.kotae.bench.measure.OpenLoop;
import dev.kotae.bench.measure.Samples;
import dev.kotae.bench.page.Figure;
import dev.kotae.bench.page.Section;
import dev.kotae.bench.suite.Http;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** How soon a user knows that a rating is kept. */
public final class RatingTime implements Benchmark {

    private static final long SEED = 3;
    private static final int WARM_UP = 400;
    private static final int RATINGS = 1000;
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final double GOAL_P99 = 20;

    @Override
    public String name() {
        return "ratings";
    }

    @Override
    public Section run(Stage stage) throws Exception {
        Events events;
        try (EventFeed feed = new EventFeed(stage)) {
            events = new Events(stage.suite(), feed.partitions(), SEED);
        }
        String url = stage.suite().url("eval") + "/api/ratings/";
        rate(stage, url, ids(events, stage.times(WARM_UP)));
        Samples samples = Samples.of(rate(stage, url, ids(events, stage.times(RATINGS))));
        return new Section(
                name(),
                "Ratings",
                String.format(
                        Locale.ROOT,
                        "`PUT /api/ratings/{answerId}`, which is answered when Kafka has acknowledged the rating (`acks=all`, one broker):"
                                + " %d ratings, one every %d ms whatever becomes of those before, after %d that are not counted.",
                        samples.count(),
                        EVERY.toMillis(),
                        stage.times(WARM_UP)),
                List.of(
                        Figure.of("p50", samples.quantile(0.5), "ms"),
                        Figure.atMost(GOAL_P99, "p99", samples.quantile(0.99), "ms")),
                List.of());
    }

    private static List<String> ids(Events events, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> events.newId().toString())
                .toList();
    }

    private static List<Double> rate(Stage stage, String url, List<String> ids) {
        return OpenLoop.run(ids.size(), stage.every(EVERY), i -> stage.http()
                .send(Http.json("PUT", url + ids.get(i), Map.of("stars", 1 + i % 5))
                        .build())
                .thenApply(body -> System.nanoTime()));
    }
}

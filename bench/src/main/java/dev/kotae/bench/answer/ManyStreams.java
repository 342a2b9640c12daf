package dev.kotae.bench.answer;

import dev.kotae.bench.Benchmark;
import dev.kotae.bench.Stage;
import dev.kotae.bench.measure.Interval;
import dev.kotae.bench.measure.Samples;
import dev.kotae.bench.page.Figure;
import dev.kotae.bench.page.Section;
import dev.kotae.bench.suite.Http;
import dev.kotae.bench.suite.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Five hundred readers at a time, each of whom gets 20 tokens a second. */
public final class ManyStreams implements Benchmark {

    private static final int STREAMS = 500;
    private static final int TOKENS = 400;
    private static final long START_EVERY_MILLIS = 20;
    private static final long PROBE_EVERY_MILLIS = 20;
    private static final int PROBES = 8;
    private static final double MIB = 1024 * 1024;
    private static final double LONGEST_BLOCK = 50;

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public Section run(Stage stage) throws Exception {
        String question = Answerable.first(stage, StampedModel.TWENTY);
        String url = stage.suite().url("query");
        String collection = stage.publishedPages();
        Part query = stage.suite().parts().stream()
                .filter(part -> part.name().equals("query"))
                .findFirst()
                .orElseThrow();
        double before = query.residentBytes() / MIB;
        int count = stage.times(STREAMS);
        AtomicInteger lost = new AtomicInteger();
        List<String> reasons = new ArrayList<>();
        List<CompletableFuture<Streamed>> streams = new ArrayList<>();
        Http readers = new Http();
        for (int i = 0; i < count; i++) {
            streams.add(Streamed.byKotae(readers, url, collection, StampedModel.TWENTY, question)
                    .handle((streamed, failure) -> {
                        if (failure != null || streamed.delays().size() != TOKENS) {
                            lost.incrementAndGet();
                            synchronized (reasons) {
                                reasons.add(failure == null ? "too few tokens" : String.valueOf(failure.getMessage()));
                            }
                        }
                        return streamed;
                    }));
            TimeUnit.MILLISECONDS.sleep(
                    stage.every(Duration.ofMillis(START_EVERY_MILLIS)).toMillis());
        }
        List<Double> memory = new ArrayList<>();
        List<Double> probes = new ArrayList<>();
        List<Http> clients =
                IntStream.range(0, PROBES).mapToObj(i -> new Http()).toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(streams.toArray(CompletableFuture[]::new));
        for (int i = 0; !all.isDone(); i++) {
            long begun = System.nanoTime();
            clients.get(i % PROBES).get(url + "/api/models");
            probes.add((System.nanoTime() - begun) / 1e6);
            if (i % 50 == 0) {
                memory.add(query.residentBytes() / MIB);
            }
            TimeUnit.MILLISECONDS.sleep(PROBE_EVERY_MILLIS);
        }
        List<Double> delays = streams.stream()
                .map(CompletableFuture::join)
                .filter(streamed -> streamed != null)
                .flatMap(streamed -> streamed.delays().stream())
                .toList();
        Samples probed = Samples.of(probes);
        return new Section(
                name(),
                "Many streams at a time",
                String.format(
                        Locale.ROOT,
                        "%d answers of %d tokens at a time, one started every %d ms, from a scripted server at 20 tokens/s a stream. A stream"
                                + " is lost unless all its tokens came and `completed` after them. Meanwhile a small request"
                                + " (`GET /api/models`) is made every %d ms, in turns on %d connections: what it takes bounds how long an"
                                + " event loop was held up. Server, Kotae and readers share the cores.",
                        count,
                        TOKENS,
                        START_EVERY_MILLIS,
                        PROBE_EVERY_MILLIS,
                        PROBES),
                List.of(
                        Figure.atMost(0, "streams lost", lost.get(), ""),
                        Figure.of("a token's time under way, p50", quantile(delays, 0.5), "ms"),
                        Figure.of("a token's time under way, p99", quantile(delays, 0.99), "ms"),
                        Figure.of("small request meanwhile, p50", probed.quantile(0.5), "ms"),
                        Figure.of("small request meanwhile, p99", probed.quantile(0.99), "ms"),
                        Figure.atMost(
                                LONGEST_BLOCK,
                                "small request meanwhile, slowest",
                                probed.quantile(1).value(),
                                "ms"),
                        Figure.plain(
                                "resident memory of the query service: before, a quarter into it, at the end, most",
                                String.format(
                                        Locale.ROOT,
                                        "%.0f, %.0f, %.0f, %.0f MiB",
                                        before,
                                        memory.get(memory.size() / 4),
                                        memory.get(memory.size() - 1),
                                        memory.stream()
                                                .mapToDouble(mib -> mib)
                                                .max()
                                                .orElseThrow()))),
                reasons.isEmpty()
                        ? List.of()
                        : List.of("Why streams were lost: "
                                + reasons.stream().distinct().limit(3).toList() + "."));
    }

    /** Of so many values that resampling them all would take minutes: of every n-th. */
    private static Interval quantile(List<Double> values, double share) {
        int step = Math.max(1, values.size() / 5000);
        List<Double> some = new ArrayList<>();
        for (int i = 0; i < values.size(); i += step) {
            some.add(values.get(i));
        }
        return Samples.of(some).quantile(share);
    }
}

package dev.kotae.bench.answer;

import dev.kotae.bench.Benchmark;
import dev.kotae.bench.Stage;
import dev.kotae.bench.measure.Interval;
import dev.kotae.bench.measure.Samples;
import dev.kotae.bench.page.Figure;
import dev.kotae.bench.page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the way through Kotae adds to a model's answer, beside a client that asks the model itself. */
public final class Relay implements Benchmark {

    private static final int WARM_UP = 150;
    private static final int FAST_PAIRS = 200;
    private static final int SLOW_PAIRS = 10;
    private static final double FIRST_P50 = 1;
    private static final double FIRST_P99 = 5;
    private static final double TOKEN_P50 = 0.2;
    private static final double TOKEN_P99 = 1;

    /** The default of {@code kotae.catalogue.max-tokens}, so that both are answered with as much. */
    private static final int TOKENS = 400;

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public Section run(Stage stage) throws Exception {
        String question = Answerable.first(stage, StampedModel.FAST);
        pairs(stage, StampedModel.FAST, question, stage.times(WARM_UP));
        List<Pair> fast = pairs(stage, StampedModel.FAST, question, stage.times(FAST_PAIRS));
        List<Pair> slow = pairs(stage, StampedModel.FIFTY, question, stage.times(SLOW_PAIRS));
        Samples first = Samples.of(fast.stream().map(Pair::addedToFirst).toList());
        Samples paced = perToken(slow);
        return new Section(
                name(),
                "What Kotae adds to a model's answer",
                String.format(
                        Locale.ROOT,
                        "A scripted model server whose tokens say when they were written, %d tokens an answer. In turns the same question"
                                + " goes through `POST /api/answers` and to the model itself, one at a time; both are read by the same"
                                + " client. *First token*: until its arrival, less what the answer says its retrieval took, less the same of"
                                + " the direct answer beside it (%d pairs). *Per token*: how much longer the n-th token was under way"
                                + " than the n-th of the direct answer, from a server at 50 tokens/s (%d pairs). As fast as the server can,"
                                + " tokens wait for those before them; there the whole answer's rate is given.",
                        TOKENS,
                        fast.size(),
                        slow.size()),
                List.of(
                        Figure.atMost(FIRST_P50, "first token, added, p50", first.quantile(0.5), "ms"),
                        Figure.atMost(FIRST_P99, "first token, added, p99", first.quantile(0.99), "ms"),
                        Figure.atMost(TOKEN_P50, "per token, added, p50", paced.quantile(0.5), "ms"),
                        Figure.atMost(TOKEN_P99, "per token, added, p99", paced.quantile(0.99), "ms"),
                        Figure.of(
                                "first token, directly, p50",
                                Samples.of(fast.stream()
                                                .map(pair -> pair.direct().firstMillis())
                                                .toList())
                                        .quantile(0.5),
                                "ms"),
                        Figure.of(
                                "retrieval (left out above), p50",
                                Samples.of(fast.stream()
                                                .map(pair -> pair.kotae().retrieveMillis())
                                                .toList())
                                        .quantile(0.5),
                                "ms"),
                        Figure.of("as fast as it can, through Kotae", rate(fast, true), "tokens/s"),
                        Figure.of("as fast as it can, directly", rate(fast, false), "tokens/s")),
                List.of());
    }

    private static List<Pair> pairs(Stage stage, String model, String question, int count) throws Exception {
        List<Pair> pairs = new ArrayList<>();
        String collection = stage.publishedPages();
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            Streamed kotae = Streamed.byKotae(stage.http(), stage.suite().url("query"), collection, model, question)
                    .join();
            long between = System.nanoTime();
            Streamed direct = Streamed.directly(stage.http(), stage.model().baseUrl(), model, question, TOKENS)
                    .join();
            if (kotae.delays().size() != TOKENS || direct.delays().size() != TOKENS) {
                throw new IllegalStateException(
                        "Of " + TOKENS + " tokens " + kotae.delays().size() + " came through Kotae, "
                                + direct.delays().size() + " directly");
            }
            pairs.add(new Pair(kotae, direct, (between - begun) / 1e9, (System.nanoTime() - between) / 1e9));
        }
        return pairs;
    }

    private static Samples perToken(List<Pair> pairs) {
        List<Double> added = new ArrayList<>();
        for (Pair pair : pairs) {
            for (int i = 0; i < TOKENS; i++) {
                added.add(pair.kotae().delays().get(i) - pair.direct().delays().get(i));
            }
        }
        return Samples.of(added);
    }

    private static Interval rate(List<Pair> pairs, boolean kotae) {
        return Samples.of(pairs.stream()
                        .map(pair -> TOKENS / (kotae ? pair.kotaeSeconds() : pair.directSeconds()))
                        .toList())
                .median();
    }

    private record Pair(Streamed kotae, Streamed direct, double kotaeSeconds, double directSeconds) {

        double addedToFirst() {
            return kotae.firstMillis() - kotae.retrieveMillis() - direct.firstMillis();
        }
    }
}

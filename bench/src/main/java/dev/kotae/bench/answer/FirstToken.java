package dev.kotae.bench.answer;

import dev.kotae.bench.Benchmark;
import dev.kotae.bench.Stage;
import dev.kotae.bench.measure.OpenLoop;
import dev.kotae.bench.measure.Samples;
import dev.kotae.bench.page.Figure;
import dev.kotae.bench.page.Section;
import dev.kotae.bench.suite.EventStream;
import dev.kotae.bench.suite.Http;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** From a question to the first token of the built-in model's answer. */
public final class FirstToken implements Benchmark {

    private static final int WARM_UP = 600;
    private static final int QUESTIONS = 800;
    private static final Duration EVERY = Duration.ofMillis(50);
    private static final double GOAL_P50 = 25;

    @Override
    public String name() {
        return "first-token";
    }

    @Override
    public Section run(Stage stage) throws Exception {
        String collection = stage.publishedPages();
        String url = stage.suite().url("query") + "/api/answers";
        List<String> questions = Questions.of(stage.pages());
        AtomicInteger noAnswers = new AtomicInteger();
        for (int i = 0; i < stage.times(WARM_UP); i++) {
            ask(stage.http(), url, collection, questions.get(i), noAnswers).join();
        }
        noAnswers.set(0);
        Samples samples = Samples.of(OpenLoop.run(
                stage.times(QUESTIONS),
                stage.every(EVERY),
                i -> ask(stage.http(), url, collection, questions.get(stage.times(WARM_UP) + i), noAnswers)));
        return new Section(
                name(),
                "From a question to the first token",
                String.format(
                        Locale.ROOT,
                        "`POST /api/answers` as server-sent events with the model `extractive`, over the 361 pages: %d different"
                                + " questions made of the pages' headings, one every %d ms whatever becomes of those before, after %d others"
                                + " that are not counted. From the moment a question was due to the arrival of its first `token` event;"
                                + " client and suite share the cores. Every answer ended in `completed`; %d of them say that the documents do"
                                + " not tell.",
                        samples.count(),
                        EVERY.toMillis(),
                        WARM_UP,
                        noAnswers.get()),
                List.of(
                        Figure.atMost(GOAL_P50, "p50", samples.quantile(0.5), "ms"),
                        Figure.of("p90", samples.quantile(0.9), "ms"),
                        Figure.of("p99", samples.quantile(0.99), "ms")),
                List.of());
    }

    private static CompletableFuture<Long> ask(
            Http http, String url, String collection, String question, AtomicInteger noAnswers) {
        CompletableFuture<Long> first = new CompletableFuture<>();
        CompletableFuture<Boolean> completed = new CompletableFuture<>();
        EventStream events = new EventStream((event, at) -> {
            switch (event.name()) {
                case "token" -> first.complete(at);
                case "completed" -> {
                    if (event.data().contains("\"noAnswer\":true")) {
                        noAnswers.incrementAndGet();
                    }
                    completed.complete(true);
                }
                case "failed" ->
                    completed.completeExceptionally(new IllegalStateException("'" + question + "': " + event.data()));
                default -> {}
            }
        });
        http.stream(
                        Http.json(
                                        "POST",
                                        url,
                                        Map.of(
                                                "question",
                                                question,
                                                "model",
                                                "extractive",
                                                "collections",
                                                List.of(collection)))
                                .header("Accept", "text/event-stream")
                                .build(),
                        events)
                .whenComplete((status, failure) -> {
                    IllegalStateException broken =
                            new IllegalStateException("'" + question + "' was not answered: " + status, failure);
                    completed.completeExceptionally(broken);
                    first.completeExceptionally(broken);
                });
        return completed.thenCombine(first, (done, at) -> at);
    }
}

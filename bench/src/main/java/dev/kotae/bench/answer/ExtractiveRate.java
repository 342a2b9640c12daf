package dev.kotae.bench.answer;

import dev.kotae.bench.Benchmark;
import dev.kotae.bench.Stage;
import dev.kotae.bench.measure.Blocks;
import dev.kotae.bench.measure.Candidate;
import dev.kotae.bench.page.Figure;
import dev.kotae.bench.page.Section;
import dev.kotae.bench.suite.Http;
import dev.kotae.bench.suite.RedisConnection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** How many answers of the built-in model a second, beside the embedding and the searches that they need. */
public final class ExtractiveRate implements Benchmark {

    private static final int BLOCKS = 7;
    private static final int QUESTIONS = 300;
    private static final int AT_A_TIME = 8;
    private static final double GOAL = 0.7;
    private static final String KOTAE = "answers of `extractive`";
    private static final String RAW = "embedding and two searches alone";

    @Override
    public String name() {
        return "answers";
    }

    @Override
    public Section run(Stage stage) throws Exception {
        String collection = stage.publishedPages();
        String url = stage.suite().url("query") + "/api/answers";
        int each = stage.times(QUESTIONS);
        Iterator<String> questions = Questions.of(stage.pages()).iterator();
        try (RedisConnection redis = new RedisConnection(stage.suite().redis());
                RawSearch raw = new RawSearch(redis, collection)) {
            Function<String, CompletableFuture<?>> ask = question -> stage.http()
                    .send(Http.json(
                                    "POST",
                                    url,
                                    Map.of(
                                            "question",
                                            question,
                                            "model",
                                            "extractive",
                                            "collections",
                                            List.of(collection)))
                            .build());
            Function<String, CompletableFuture<?>> search =
                    question -> raw.search(question).thenAccept(hits -> {
                        if (hits == 0) {
                            throw new IllegalStateException("Nothing was found for '" + question + "'");
                        }
                    });
            List<String> warmUp = take(questions, each);
            all(warmUp, ask);
            all(warmUp, search);
            List<ProcessHandle> here = List.of(ProcessHandle.current());
            List<ProcessHandle> redisProcess = stage.suite().processes("redis");
            List<ProcessHandle> rawProcesses = new ArrayList<>(here);
            rawProcesses.addAll(redisProcess);
            Blocks blocks = Blocks.run(
                    BLOCKS,
                    List.of(
                            new Candidate(KOTAE, stage.suite().processes(), block -> all(take(questions, each), ask)),
                            new Candidate(RAW, rawProcesses, block -> all(take(questions, each), search))));
            return new Section(
                    name(),
                    "Answers a second",
                    String.format(
                            Locale.ROOT,
                            "`POST /api/answers` with `extractive` over the 361 pages, %d requests at a time, %d different questions a block,"
                                    + " beside a loop that only embeds the question (one worker for each core) and sends the search by vector and"
                                    + " the one by terms together: no proof against the ledger, no answer, no HTTP, no event. A failed request or"
                                    + " an empty search fails the measurement. %d blocks in turns, each question asked once.",
                            AT_A_TIME,
                            each,
                            BLOCKS),
                    List.of(
                            Figure.atLeast(
                                    GOAL,
                                    "share of the raw loop's rate",
                                    blocks.ratios(KOTAE, RAW).median(),
                                    ""),
                            Figure.of(KOTAE, blocks.rates(KOTAE).median(), "1/s"),
                            Figure.of(RAW, blocks.rates(RAW).median(), "1/s"),
                            Figure.of(
                                    "processor time of the suite for an answer",
                                    blocks.cpuSecondsPerUnit(KOTAE).median(),
                                    "CPU s"),
                            Figure.of(
                                    "processor time of the raw loop and Redis for a question",
                                    blocks.cpuSecondsPerUnit(RAW).median(),
                                    "CPU s")),
                    List.of());
        }
    }

    private static List<String> take(Iterator<String> questions, int count) {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count && questions.hasNext()) {
            taken.add(questions.next());
        }
        if (taken.size() < count) {
            throw new IllegalStateException("There are too few questions");
        }
        return taken;
    }

    /** Keeps a fixed number under way: this measures throughput, not latency. */
    private static double all(List<String> questions, Function<String, CompletableFuture<?>> work) {
        Iterator<String> rest = questions.iterator();
        List<CompletableFuture<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < AT_A_TIME; lane++) {
            lanes.add(next(rest, work));
        }
        lanes.forEach(CompletableFuture::join);
        return questions.size();
    }

    private static CompletableFuture<Void> next(Iterator<String> rest, Function<String, CompletableFuture<?>> work) {
        String question;
        synchronized (rest) {
            if (!rest.hasNext()) {
                return CompletableFuture.completedFuture(null);
            }
            question = rest.next();
        }
        return work.apply(question).thenCompose(done -> next(rest, work));
    }
}

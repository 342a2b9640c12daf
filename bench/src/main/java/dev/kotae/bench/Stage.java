package dev.kotae.bench;

import dev.kotae.bench.Benchmark.Unmeasurable;
import dev.kotae.bench.answer.StampedModel;
import dev.kotae.bench.ingest.Pages;
import dev.kotae.bench.suite.Http;
import dev.kotae.bench.suite.KotaeCommand;
import dev.kotae.bench.suite.RunningSuite;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the benchmarks of one run share: one suite without a language model, started when the first of them wants it, and the documents
 * once they are published. For one thread.
 */
public final class Stage implements Closeable {

    private static final String COLLECTION = "otel";
    private static final Path OTEL = Path.of("otel_docs", "en_2025H2.base.jsonl.gz");

    private static final int QUICK = 10;

    private final Path root;
    private final boolean quick;
    private final Http http = new Http();
    private final Queue<KotaeCommand> commands = new ConcurrentLinkedQueue<>();
    private final List<String> history = new ArrayList<>();
    private RunningSuite suite;
    private StampedModel model;
    private boolean published;

    /**
     * A stage.
     *
     * @param quick whether only a tenth of everything is done, to see that the benchmarks work; the figures mean nothing then
     */
    Stage(Path root, boolean quick) {
        this.root = root;
        this.quick = quick;
    }

    /** So many repetitions, or a tenth of them where only a trial is wanted. */
    public int times(int number) {
        return quick ? Math.max(2, number / QUICK) : number;
    }

    /** The time between two pieces of work, or five times as much where only a trial is wanted, perhaps on a busy machine. */
    public Duration every(Duration pause) {
        return quick ? pause.multipliedBy(QUICK / 2) : pause;
    }

    /** The command on a new folder of state. */
    public KotaeCommand freshCommand() throws IOException {
        KotaeCommand command = new KotaeCommand(root, Files.createTempDirectory("kotae-bench"));
        commands.add(command);
        return command;
    }

    /** The one suite. */
    public RunningSuite suite() throws IOException, InterruptedException {
        if (suite == null) {
            suite = RunningSuite.up(freshCommand(), Map.of("KOTAE_PROVIDERS_BENCH_BASE_URL", model().baseUrl()));
        }
        return suite;
    }

    /** Says that nothing must run beside the next measurement: the one suite is stopped if it runs. */
    public void suiteFree() throws IOException {
        close();
        suite = null;
        published = false;
        history.clear();
    }

    /** What was measured in the one suite so far. */
    public String history() {
        return history.isEmpty() ? "nothing" : String.join(", ", history);
    }

    void done(String benchmark) {
        history.add(benchmark);
    }

    /** The scripted model server, which the suite offers as the provider {@code bench}. */
    public StampedModel model() {
        if (model == null) {
            model = new StampedModel();
        }
        return model;
    }

    /** The client that speaks to services. */
    public Http http() {
        return http;
    }

    /** The project's own guide, a folder. */
    public Path guide() {
        return root.resolve("docs/guide/en");
    }

    /** The pages of the documentation that is measured with: 361 pages of OpenTelemetry's, in Markdown. */
    public Pages pages() throws IOException, Unmeasurable {
        Pages pages = Pages.read(data(OTEL));
        return quick ? new Pages(pages.blocks(2 * QUICK).get(0)) : pages;
    }

    /** The collection that the pages are published to, which has them when this returns. */
    public String publishedPages() throws Exception {
        if (!published) {
            Pages.publish(suite().kafka(), COLLECTION, pages().all());
            published = true;
        }
        return COLLECTION;
    }

    /** The collection for the pages, for who publishes them as a measurement; {@link #publishedPages} has nothing to do after that. */
    public String collectionToPublish() {
        if (published) {
            throw new IllegalStateException("the pages are published already");
        }
        return COLLECTION;
    }

    /** All pages are in their collection. */
    public void pagesArePublished() {
        published = true;
    }

    private Path data(Path name) throws Unmeasurable {
        String given = System.getenv("KOTAE_DATA");
        List<Path> places = given == null || given.isBlank()
                ? List.of(root.resolve("../shared/data"), root.resolve("../../shared/data"))
                : List.of(Path.of(given));
        return places.stream()
                .map(place -> place.resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new Unmeasurable(name + " is not there: set KOTAE_DATA to the folder of data"));
    }

    /** Stops what still runs of all that was started, also where a measurement was cut off. */
    @Override
    public void close() throws IOException {
        for (KotaeCommand command = commands.poll(); command != null; command = commands.poll()) {
            command.downAndWipe();
        }
        if (model != null) {
            model.close();
        }
    }
}

package dev.kotae.bench;

import dev.kotae.bench.Benchmark.Unmeasurable;
import dev.kotae.bench.answer.ExtractiveRate;
import dev.kotae.bench.answer.FirstToken;
import dev.kotae.bench.answer.ManyStreams;
import dev.kotae.bench.answer.Relay;
import dev.kotae.bench.console.FirstLoad;
import dev.kotae.bench.eval.EventRate;
import dev.kotae.bench.eval.RatingTime;
import dev.kotae.bench.eval.Reports;
import dev.kotae.bench.ingest.ChangeToSearchable;
import dev.kotae.bench.ingest.ColdStart;
import dev.kotae.bench.ingest.PublishRate;
import dev.kotae.bench.ingest.ResidentMemory;
import dev.kotae.bench.page.BenchmarksPage;
import dev.kotae.bench.page.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs the benchmarks that are named, in the order of the list below, and writes what they say into {@code docs/benchmarks.md}. */
public final class Bench {

    private static final List<Benchmark> ALL = List.of(
            new ColdStart(),
            new Environment(),
            new PublishRate(),
            new ChangeToSearchable(),
            new FirstToken(),
            new ResidentMemory(),
            new ExtractiveRate(),
            new Relay(),
            new ManyStreams(),
            new FirstLoad(),
            new EventRate(),
            new Reports(),
            new RatingTime());

    private Bench() {}

    /** Names of benchmarks, or {@code all}; with {@code --quick} a trial that writes nothing. */
    public static void main(String[] arguments) throws Exception {
        boolean quick = List.of(arguments).contains("--quick");
        List<String> names =
                Stream.of(arguments).filter(name -> !name.equals("--quick")).toList();
        List<String> known = ALL.stream().map(Benchmark::name).toList();
        List<String> wanted = names.contains("all") ? known : names;
        if (wanted.isEmpty() || !known.containsAll(wanted)) {
            System.err.println("usage: bench/run [--quick] all | NAME…   names: " + String.join(" ", known));
            System.exit(2);
        }
        Path root =
                Path.of(System.getProperty("kotae.root", ".")).toAbsolutePath().normalize();
        List<String> failed = run(
                root,
                quick,
                ALL.stream().filter(one -> wanted.contains(one.name())).toList());
        System.out.println(failed.isEmpty() ? "Done." : "Failed: " + String.join(", ", failed));
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static List<String> run(Path root, boolean quick, List<Benchmark> benchmarks) throws Exception {
        BenchmarksPage page = new BenchmarksPage(root.resolve("docs/benchmarks.md"));
        List<String> failed = new ArrayList<>();
        try (Stage stage = new Stage(root, quick)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stage)));
            for (Benchmark benchmark : benchmarks) {
                long begun = System.nanoTime();
                System.out.println("== " + benchmark.name());
                try {
                    Section section = benchmark.run(stage);
                    stage.done(benchmark.name());
                    Duration took = Duration.ofNanos(System.nanoTime() - begun);
                    if (!quick) {
                        page.put(section, made(root, benchmark, took));
                    }
                    System.out.println(section.text());
                } catch (Unmeasurable e) {
                    System.out.println("left as it is: " + e.getMessage());
                } catch (Exception e) {
                    System.out.println("failed: " + causes(e));
                    failed.add(benchmark.name());
                }
            }
        }
        return failed;
    }

    private static String causes(Throwable failure) {
        StringBuilder said = new StringBuilder(failure.toString());
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            said.append("\n  because of ").append(cause);
        }
        return said.toString();
    }

    private static void stop(Stage stage) {
        try {
            stage.close();
        } catch (IOException e) {
            System.err.println("Something may still run: " + e.getMessage());
        }
    }

    private static String made(Path root, Benchmark benchmark, Duration took) {
        return "Made by `bench/run " + benchmark.name() + "` in " + took.toSeconds() + " s on "
                + LocalDate.now(ZoneOffset.UTC) + ", commit " + Environment.commit(root) + ".";
    }
}

package dev.kotae.bench.ingest;

import dev.kotae.bench.Benchmark;
import dev.kotae.bench.Stage;
import dev.kotae.bench.measure.Samples;
import dev.kotae.bench.page.Figure;
import dev.kotae.bench.page.Section;
import dev.kotae.bench.suite.KotaeCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From {@code ./kotae up} in an empty folder until everything answers. */
public final class ColdStart implements Benchmark {

    private static final int BLOCKS = 7;
    private static final double GOAL_SECONDS = 25;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Section run(Stage stage) throws Exception {
        stage.suiteFree();
        List<Double> withModel = new ArrayList<>();
        List<Double> withoutModel = new ArrayList<>();
        seconds(stage.freshCommand(), "up", "--detach", "--no-demo");
        for (int block = 0; block < stage.times(BLOCKS); block++) {
            withModel.add(seconds(stage.freshCommand(), "up", "--detach", "--no-demo"));
            withoutModel.add(seconds(stage.freshCommand(), "up", "--detach", "--no-demo", "--no-model"));
        }
        return new Section(
                name(),
                "Cold start",
                "`./kotae up --detach --no-demo` in an empty folder, once built, until the command returns: broker formatted and"
                        + " started, topics made, Redis, the language model and the three services ready. In turns with and without the"
                        + " language model, " + BLOCKS
                        + " times each after one that is not counted (its files come from the disk).",
                List.of(
                        Figure.atMost(
                                GOAL_SECONDS,
                                "with the language model",
                                Samples.of(withModel).median(),
                                "s"),
                        Figure.atMost(
                                GOAL_SECONDS,
                                "without it (`--no-model`)",
                                Samples.of(withoutModel).median(),
                                "s"),
                        Figure.atMost(
                                GOAL_SECONDS,
                                "slowest of all",
                                Math.max(
                                        withModel.stream()
                                                .mapToDouble(d -> d)
                                                .max()
                                                .orElseThrow(),
                                        withoutModel.stream()
                                                .mapToDouble(d -> d)
                                                .max()
                                                .orElseThrow()),
                                "s")),
                List.of());
    }

    private static double seconds(KotaeCommand kotae, String... up) throws Exception {
        long begun = System.nanoTime();
        kotae.run(Map.of(), up);
        double seconds = (System.nanoTime() - begun) / 1e9;
        kotae.downAndWipe();
        return seconds;
    }
}

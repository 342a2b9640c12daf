package dev.kotae.bench.ingest;

import dev.kotae.bench.Benchmark;
import dev.kotae.bench.Stage;
import dev.kotae.bench.page.Figure;
import dev.kotae.bench.page.Section;
import dev.kotae.bench.suite.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the suite keeps in memory after the work of this run. */
public final class ResidentMemory implements Benchmark {

    private static final double MIB = 1024 * 1024;
    private static final double GOAL_GIB = 2;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Section run(Stage stage) throws Exception {
        stage.publishedPages();
        Map<String, Double> parts = new LinkedHashMap<>();
        for (Part part : stage.suite().parts()) {
            parts.put(part.name(), part.residentBytes() / MIB);
        }
        double sum = parts.values().stream().mapToDouble(mib -> mib).sum();
        StringBuilder table = new StringBuilder("| process | MiB |\n|---|---:|");
        parts.forEach((name, mib) -> table.append(String.format(Locale.ROOT, "\n| %s | %.0f |", name, mib)));
        return new Section(
                name(),
                "Memory",
                "Resident memory (`VmRSS`) of every process of the suite without a language model, after the 361 pages were published"
                        + " and whatever else ran before in the same run. Pages that processes share, such as the JVM's code, are counted"
                        + " in each of them.",
                List.of(Figure.atMost(GOAL_GIB, "all processes", sum / 1024, "GiB")),
                List.of(table.toString(), "Ran before in this suite: " + stage.history() + "."));
    }
}

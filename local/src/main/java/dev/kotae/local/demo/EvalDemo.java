package dev.kotae.local.demo;

import dev.kotae.local.imports.Import;
import dev.kotae.local.imports.ImportKind;
import dev.kotae.local.imports.ImportReport;
import dev.kotae.local.publish.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Brings the demo's evidence in, as three files that take the way of every import. */
public final class EvalDemo {
    /** What its events say of where they come from. */
    public static final String ORIGIN = Import.DEMO;

    private final DemoEvidence evidence;
    private final Path folder;

    /**
     * A demo.
     *
     * @param folder where its files are written, to be looked at
     * @param lastDay the last day of its answers, UTC; run again on another day, its evidence moves to other days and counts once still
     */
    public EvalDemo(Path folder, LocalDate lastDay) {
        this.evidence = new DemoEvidence(lastDay);
        this.folder = folder;
    }

    /**
     * Sends all of it and waits until Kafka has it.
     *
     * @param bootstrapServers Kafka's address
     * @param answerKeyFile the key that signs answer ids
     * @return what became of answers, ratings and votes
     * @throws IOException if a file cannot be written, or the key not be read
     */
    public List<ImportReport> run(String bootstrapServers, Path answerKeyFile, Progress progress) throws IOException {
        Files.createDirectories(folder);
        List<ImportReport> reports = new ArrayList<>();
        for (ImportKind kind : ImportKind.values()) {
            Path file = Files.write(folder.resolve(kind.word() + ".jsonl"), rows(kind));
            reports.add(Import.ofDemo(bootstrapServers, kind, answerKeyFile, progress)
                    .run(file));
        }
        return reports;
    }

    /** How many answers it counts as: each of its own, and two for each vote. */
    public int answers() {
        return evidence.answers().size() + 2 * evidence.votes().size();
    }

    /** How many ratings it has. */
    public int ratings() {
        return evidence.ratings().size();
    }

    /** How many votes it has. */
    public int votes() {
        return evidence.votes().size();
    }

    private List<String> rows(ImportKind kind) {
        return switch (kind) {
            case ANSWERS -> evidence.answers();
            case RATINGS -> evidence.ratings();
            case VOTES -> evidence.votes();
        };
    }
}

package dev.kotae.local.imports;

import dev.kotae.local.imports.ImportReport.LeftOut;
import dev.kotae.local.publish.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** One file on its way to Kafka. */
public final class Import {
    /** What the demo's events say of where they come from: reports leave them out unless asked. */
    public static final String DEMO = "demo";

    private final String bootstrapServers;
    private final ImportKind kind;
    private final ImportOrigin origin;
    private final long fromLine;
    private final Progress progress;
    private final ConcurrentSkipListMap<Long, String> leftOut = new ConcurrentSkipListMap<>();

    /**
     * An import.
     *
     * @param bootstrapServers Kafka's address
     * @param kind what the file holds
     * @param originName where it comes from
     * @param answerKeyFile the key that signs answer ids, the eval service's own
     * @param fromLine rows before this line of the file are passed over: they were imported already
     * @param progress told how many events were sent, and how many of them Kafka has
     * @throws IOException if the key cannot be read
     */
    public Import(
            String bootstrapServers,
            ImportKind kind,
            String originName,
            Path answerKeyFile,
            long fromLine,
            Progress progress)
            throws IOException {
        this(bootstrapServers, kind, new ImportOrigin(originName, ImportOrigin.key(answerKeyFile)), fromLine, progress);
    }

    private Import(String bootstrapServers, ImportKind kind, ImportOrigin origin, long fromLine, Progress progress) {
        this.bootstrapServers = bootstrapServers;
        this.kind = kind;
        this.origin = origin;
        this.fromLine = fromLine;
        this.progress = progress;
    }

    /**
     * An import of the demo's evidence, whole.
     *
     * @throws IOException if the key cannot be read
     */
    public static Import ofDemo(String bootstrapServers, ImportKind kind, Path answerKeyFile, Progress progress)
            throws IOException {
        return new Import(bootstrapServers, kind, ImportOrigin.ofDemo(ImportOrigin.key(answerKeyFile)), 1, progress);
    }

    /**
     * Sends the file's rows and waits until Kafka has them. A row that cannot be used is left out; where Kafka is away, the import ends
     * and tells where to go on.
     *
     * @throws IOException if the file cannot be read to its end
     */
    public ImportReport run(Path file) throws IOException {
        long start = System.nanoTime();
        Instant fileTime = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MILLIS);
        long[] rows = {0};
        try (ImportPublisher publisher = new ImportPublisher(bootstrapServers, leftOut::putIfAbsent)) {
            Rows.read(file, new Rows.Sink() {
                @Override
                public void row(Row row) {
                    if (row.line() >= fromLine && publisher.brokenAt() == 0) {
                        rows[0]++;
                        send(row, fileTime, publisher);
                    }
                }

                @Override
                public void bad(long line, String reason) {
                    if (line >= fromLine && publisher.brokenAt() == 0) {
                        rows[0]++;
                        leftOut.put(line, reason);
                    }
                }
            });
            publisher.flush();
            List<LeftOut> troubles = new ArrayList<>();
            leftOut.forEach((line, reason) -> troubles.add(new LeftOut(line, reason)));
            return new ImportReport(
                    origin.mark(),
                    rows[0],
                    rows[0] - troubles.size(),
                    publisher.acknowledged(),
                    troubles,
                    publisher.brokenAt() == 0 ? null : publisher.brokenAt(),
                    (System.nanoTime() - start) / 1_000_000);
        }
    }

    private void send(Row row, Instant fileTime, ImportPublisher publisher) {
        try {
            for (Event event : kind.events(row, origin, fileTime)) {
                publisher.send(row.line(), event);
            }
            progress.at(publisher.sent(), publisher.acknowledged());
        } catch (BadRowException e) {
            leftOut.put(row.line(), e.getMessage());
        }
    }
}

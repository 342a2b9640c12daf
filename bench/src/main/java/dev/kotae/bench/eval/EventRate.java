package dev.kotae.bench.eval;

import dev.kotae.bench.Benchmark;
import dev.kotae.bench.Stage;
import dev.kotae.bench.measure.Blocks;
import dev.kotae.bench.measure.Candidate;
import dev.kotae.bench.page.Figure;
import dev.kotae.bench.page.Section;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How many answers and ratings a second are counted, from Kafka into the report. */
public final class EventRate implements Benchmark {

    private static final long SEED = 1;
    private static final int BLOCKS = 7;
    private static final int ANSWERS = 24_000;
    private static final int WARM_UP = 40_000;
    private static final double RATED = 0.25;
    private static final double GOAL = 10_000;
    private static final String KOTAE = "sent and counted";
    private static final String RAW = "read and parsed";

    @Override
    public String name() {
        return "events";
    }

    @Override
    public Section run(Stage stage) throws Exception {
        try (EventFeed feed = new EventFeed(stage);
                RawRead raw = new RawRead(stage.suite().kafka(), feed.partitions())) {
            Events events = new Events(stage.suite(), feed.partitions(), SEED);
            long answersBefore = EventFeed.reported(stage);
            int each = stage.times(ANSWERS);
            double[] counted = {feed.applied()};
            List<ProducerRecord<byte[], byte[]>> warmUp = events.records(stage.times(WARM_UP), RATED, true);
            long[] read = {warmUp.size()};
            feed.send(warmUp);
            feed.awaitApplied(counted[0] += warmUp.size());
            raw.awaitRead(read[0]);
            List<List<ProducerRecord<byte[], byte[]>>> blocks = IntStream.range(0, BLOCKS)
                    .mapToObj(block -> events.records(each, RATED, true))
                    .toList();
            Blocks measured = Blocks.run(
                    BLOCKS,
                    List.of(
                            new Candidate(KOTAE, stage.suite().processes(), block -> {
                                feed.send(blocks.get(block));
                                feed.awaitApplied(
                                        counted[0] += blocks.get(block).size());
                                return blocks.get(block).size();
                            }),
                            new Candidate(RAW, List.of(ProcessHandle.current()), block -> {
                                raw.awaitRead(read[0] += blocks.get(block).size());
                                return blocks.get(block).size();
                            })));
            long answers = EventFeed.reported(stage) - answersBefore;
            long expected = stage.times(WARM_UP) + (long) BLOCKS * each;
            if (answers != expected) {
                throw new IllegalStateException("The report counts " + answers + " of " + expected + " answers");
            }
            double bytes = blocks.get(0).stream()
                    .mapToInt(event -> event.value().length)
                    .average()
                    .orElseThrow();
            return new Section(
                    name(),
                    "Counting answers and ratings",
                    String.format(
                            Locale.ROOT,
                            "%d blocks of %,d answers with the texts of their four sources and a rating for every fourth, %.1f kB an event"
                                    + " on average, 10 models, 30 days, 2 languages, 4 partitions. A block is sent to Kafka (lz4, `acks=all`) and"
                                    + " is done when the eval service has counted all of it; the producer shares the cores, and so does the broker."
                                    + " Beside it a consumer that reads the same records from Kafka and parses their JSON, without counting. Gate:"
                                    + " the report counts every answer once, and nothing was refused.",
                            BLOCKS,
                            each,
                            bytes / 1000),
                    List.of(
                            Figure.atLeast(
                                    GOAL,
                                    "events counted",
                                    measured.rates(KOTAE).median(),
                                    "1/s"),
                            Figure.of(
                                    "only read and parsed, without being sent",
                                    measured.rates(RAW).median(),
                                    "1/s"),
                            Figure.of(
                                    "processor time of the whole suite for 1,000 events",
                                    measured.cpuSecondsPerUnit(KOTAE)
                                            .scaled(1000)
                                            .median(),
                                    "CPU s")),
                    List.of());
        }
    }
}

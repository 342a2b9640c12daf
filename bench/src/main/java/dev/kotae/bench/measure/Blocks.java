package dev.kotae.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Candidates measured in turns, A B A B …, so that what else the machine does meets all of them alike. Rates are compared block by block.
 */
public final class Blocks {

    private final Map<String, List<Block>> blocks = new LinkedHashMap<>();

    private Blocks() {}

    /** Runs every candidate once for each block. */
    public static Blocks run(int count, List<Candidate> candidates) throws Exception {
        Blocks all = new Blocks();
        for (int block = 0; block < count; block++) {
            for (Candidate candidate : candidates) {
                all.add(candidate.name(), measure(candidate, block));
            }
        }
        return all;
    }

    /** Units per second of a candidate. */
    public Samples rates(String candidate) {
        return Samples.of(blocks.get(candidate).stream().map(Block::rate).toList());
    }

    /** Processor seconds that a candidate takes for a unit. */
    public Samples cpuSecondsPerUnit(String candidate) {
        return Samples.of(blocks.get(candidate).stream()
                .map(block -> block.cpuSeconds() / block.units())
                .toList());
    }

    /** A candidate's rate as a share of another's in the same block. */
    public Samples ratios(String candidate, String to) {
        List<Block> ours = blocks.get(candidate);
        List<Block> theirs = blocks.get(to);
        return Samples.of(IntStream.range(0, ours.size())
                .mapToObj(block -> ours.get(block).rate() / theirs.get(block).rate())
                .toList());
    }

    /** Units and seconds of all blocks of a candidate together. */
    public Block total(String candidate) {
        return blocks.get(candidate).stream()
                .reduce((one, other) -> new Block(
                        one.units() + other.units(),
                        one.wallSeconds() + other.wallSeconds(),
                        one.cpuSeconds() + other.cpuSeconds()))
                .orElseThrow();
    }

    void add(String candidate, Block block) {
        blocks.computeIfAbsent(candidate, name -> new ArrayList<>()).add(block);
    }

    static Blocks empty() {
        return new Blocks();
    }

    private static Block measure(Candidate candidate, int block) throws Exception {
        Duration cpu = cpu(candidate);
        long begun = System.nanoTime();
        double units = candidate.work().run(block);
        double wall = (System.nanoTime() - begun) / 1e9;
        return new Block(units, wall, cpu(candidate).minus(cpu).toNanos() / 1e9);
    }

    private static Duration cpu(Candidate candidate) {
        return candidate.processes().stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * One block of one candidate.
     *
     * @param units how much was done
     * @param wallSeconds how long it took
     * @param cpuSeconds what it cost the candidate's processes
     */
    public record Block(double units, double wallSeconds, double cpuSeconds) {

        /** Units per second of wall time. */
        public double rate() {
            return units / wallSeconds;
        }
    }
}

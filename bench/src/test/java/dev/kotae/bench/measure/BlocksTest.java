package dev.kotae.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.bench.measure.Blocks.Block;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlocksTest {

    @Test
    void candidatesTakeTurns() throws Exception {
        // Given
        List<String> order = new ArrayList<>();

        // When
        Blocks blocks = Blocks.run(3, List.of(candidate("a", order), candidate("b", order)));

        // Then
        assertThat(order).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
        assertThat(blocks.rates("a").count()).isEqualTo(3);
        assertThat(blocks.total("b").units()).isEqualTo(30);
    }

    @Test
    void ratesAreComparedBlockByBlock() {
        // Given a machine that is half as fast in the second block, for both
        Blocks blocks = Blocks.empty();
        blocks.add("ours", new Block(80, 1, 2));
        blocks.add("raw", new Block(100, 1, 2));
        blocks.add("ours", new Block(40, 1, 2));
        blocks.add("raw", new Block(50, 1, 2));

        // Then
        assertThat(blocks.ratios("ours", "raw").median()).isEqualTo(new Interval(0.8, 0.8, 0.8));
        assertThat(blocks.rates("ours").median().value()).isEqualTo(60);
        assertThat(blocks.cpuSecondsPerUnit("ours").mean().value()).isEqualTo((2 / 80.0 + 2 / 40.0) / 2);
        assertThat(blocks.total("raw")).isEqualTo(new Block(150, 2, 4));
    }

    private static Candidate candidate(String name, List<String> order) {
        return new Candidate(name, List.of(ProcessHandle.current()), block -> {
            order.add(name + block);
            return 10;
        });
    }
}

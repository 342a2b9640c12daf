package dev.kotae.common.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.common.index.Fence.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FenceTest {

    @ParameterizedTest(name = "ledger at {0} with version {1}, change at {2} with version {3}: {4}")
    @CsvSource({
        "5, ,  6, ,  NEWER",
        "5, ,  4, ,  OLDER",
        "5, ,  5, ,  SAME",
        "5, 7, 6, 8, NEWER",
        "5, 7, 6, 6, OLDER",
        "5, 7, 6, 7, NEWER",
        "5, 7, 4, 7, OLDER",
        "5, 7, 4, 8, NEWER",
        "5, 7, 6, ,  NEWER",
        "5, ,  6, 1, NEWER",
        "5, ,  4, 9, OLDER",
    })
    void versionsDecideWhereBothHaveThemElseOffsets(
            long offset, Long highest, long incoming, Long version, Verdict verdict) {
        Fence fence = new Fence(new Position("topic", 0, offset), highest);

        assertThat(fence.judge(new Position("topic", 0, incoming), version)).isEqualTo(verdict);
    }

    @ParameterizedTest(name = "highest {0}, applied {1}: {2}")
    @CsvSource({"7, 8, 8", "7, , 7", ", 3, 3", ", , ", "7, 7, 7"})
    void theHighestVersionIsRemembered(Long highest, Long applied, Long after) {
        Fence fence = new Fence(new Position("topic", 0, 1), highest).after(new Position("topic", 0, 2), applied);

        assertThat(fence.highestVersion()).isEqualTo(after);
        assertThat(fence.position().offset()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void anotherPartitionIsWrong(int partition) {
        assertThat(new Fence(new Position("topic", 0, 1), null).judge(new Position("topic", partition, 9), 99L))
                .isEqualTo(Verdict.WRONG_PARTITION);
    }
}

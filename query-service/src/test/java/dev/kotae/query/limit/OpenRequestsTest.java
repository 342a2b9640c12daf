package dev.kotae.query.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {

    private final OpenRequests open = new OpenRequests();

    @Test
    void placesAreCountedForEachAsker() {
        BooleanSupplier first = () -> false;

        assertThat(open.enter("a", 2, first)).isTrue();
        assertThat(open.enter("a", 2, () -> false)).isTrue();
        assertThat(open.enter("a", 2, () -> false)).isFalse();
        assertThat(open.enter("b", 2, () -> false)).isTrue();
        open.leave("a", first);
        open.leave("a", first);
        assertThat(open.enter("a", 2, () -> false)).isTrue();
        assertThat(open.enter("a", 2, () -> false)).isFalse();
    }

    @Test
    void aRequestThatEndedWithoutAWordKeepsNoPlace() {
        AtomicBoolean reset = new AtomicBoolean();
        assertThat(open.enter("a", 1, reset::get)).isTrue();
        assertThat(open.enter("a", 1, () -> false)).isFalse();

        reset.set(true);

        assertThat(open.enter("a", 1, () -> false)).isTrue();
        assertThat(open.enter("a", 1, () -> false)).isFalse();
    }
}

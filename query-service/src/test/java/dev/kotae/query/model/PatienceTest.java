package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(60);

    private final AtomicBoolean left = new AtomicBoolean();
    private MultiEmitter<? super String> source;

    @Test
    void theFirstSignOfLifeIsWaitedForSoLong() {
        AssertSubscriber<String> reader = read(new Patience(SHORT, LONG, LONG), Long.MAX_VALUE);
        source.emit("");

        assertThat(failure(reader)).hasMessage("first token");
        assertThat(left).isTrue();
    }

    @Test
    void silenceAfterItIsWaitedForSoLong() {
        AssertSubscriber<String> reader = read(new Patience(LONG, SHORT, LONG), Long.MAX_VALUE);
        source.emit("a");

        assertThat(failure(reader)).hasMessage("idle");
        assertThat(reader.getItems()).containsExactly("a");
        assertThat(left).isTrue();
    }

    @Test
    void inAllIsWaitedForSoLongHoweverMuchIsSaid() {
        AssertSubscriber<String> reader = read(new Patience(LONG, LONG, SHORT), Long.MAX_VALUE);
        source.emit("a");

        assertThat(failure(reader)).hasMessage("in all");
    }

    @Test
    void aSlowReaderIsNoSlowModel() {
        AssertSubscriber<String> reader = read(new Patience(SHORT, SHORT, Duration.ofMillis(400)), 1);
        source.emit("a");
        source.emit("b");

        // Nobody asks for b: only the time in all runs out
        assertThat(failure(reader)).hasMessage("in all");
        assertThat(reader.getItems()).containsExactly("a");
    }

    @Test
    void whatEndsInTimeIsLeftAlone() {
        AssertSubscriber<String> reader = read(new Patience(LONG, LONG, LONG), Long.MAX_VALUE);
        source.emit("a").emit("b").complete();

        reader.assertCompleted().assertItems("a", "b");
    }

    @Test
    void cancellingReachesTheSource() {
        AssertSubscriber<String> reader = read(new Patience(LONG, LONG, LONG), Long.MAX_VALUE);

        reader.cancel();

        assertThat(left).isTrue();
    }

    private AssertSubscriber<String> read(Patience patience, long wanted) {
        Multi<String> items = Multi.createFrom().<String>emitter(emitter -> {
            source = emitter;
            emitter.onTermination(() -> left.set(true));
        });
        return patience.watch(items, item -> !item.isEmpty())
                .subscribe()
                .withSubscriber(AssertSubscriber.create(wanted));
    }

    private static Throwable failure(AssertSubscriber<String> reader) {
        return reader.awaitFailure(Duration.ofSeconds(10))
                .assertFailedWith(TimeoutException.class)
                .getFailure();
    }
}

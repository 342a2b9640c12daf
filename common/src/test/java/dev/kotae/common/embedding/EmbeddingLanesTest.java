package dev.kotae.common.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kotae.common.embedding.Embedder.Purpose;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddingLanesTest {

    private final EmbeddingLanes lanes = new EmbeddingLanes(1);
    private final Map<String, UniEmitter<? super String>> underWay = new LinkedHashMap<>();
    private final List<String> cancelled = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();

    @Test
    void questionsOvertakePassagesThatWait() {
        ask("passage 1", Purpose.PASSAGE);
        ask("passage 2", Purpose.PASSAGE);
        ask("question 1", Purpose.QUERY);
        ask("question 2", Purpose.QUERY);
        assertThat(underWay.keySet()).containsExactly("passage 1");

        for (String next : List.of("passage 1", "question 1", "question 2", "passage 2")) {
            underWay.get(next).complete(next);
        }

        assertThat(underWay.keySet()).containsExactly("passage 1", "question 1", "question 2", "passage 2");
        assertThat(ended).containsExactly("passage 1", "question 1", "question 2", "passage 2");
    }

    @Test
    void aFailureGivesItsPlaceToTheNext() {
        ask("first", Purpose.PASSAGE);
        ask("second", Purpose.PASSAGE);

        underWay.get("first").fail(new IllegalStateException("away"));

        assertThat(underWay.keySet()).containsExactly("first", "second");
        assertThat(ended).containsExactly("first: away");
    }

    @Test
    void whoLeavesIsNotAskedForAndGivesHisPlaceBack() {
        Cancellable first = ask("first", Purpose.PASSAGE);
        Cancellable second = ask("second", Purpose.PASSAGE);
        ask("third", Purpose.PASSAGE);

        second.cancel();
        first.cancel();

        assertThat(cancelled).containsExactly("first");
        assertThat(underWay.keySet()).containsExactly("first", "third");
        ask("fourth", Purpose.PASSAGE);
        assertThat(underWay.keySet()).containsExactly("first", "third");
    }

    @Test
    void closedTheyRefuseWhatWaitsAndLetEndWhatIsUnderWay() {
        ask("first", Purpose.PASSAGE);
        ask("second", Purpose.PASSAGE);

        lanes.close();
        ask("third", Purpose.QUERY);
        underWay.get("first").complete("first");

        assertThat(ended).containsExactly("second: the embedder is closed", "third: the embedder is closed", "first");
    }

    @Test
    void noPlaceAtAllIsRefused() {
        assertThatThrownBy(() -> new EmbeddingLanes(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private Cancellable ask(String name, Purpose purpose) {
        return lanes.run(purpose, () -> Uni.createFrom()
                        .<String>emitter(emitter -> underWay.put(name, emitter))
                        .onCancellation()
                        .invoke(() -> cancelled.add(name)))
                .subscribe()
                .with(ended::add, failure -> ended.add(name + ": " + failure.getMessage()));
    }
}

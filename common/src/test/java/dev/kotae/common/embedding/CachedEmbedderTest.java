package dev.kotae.common.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kotae.common.embedding.Embedder.Purpose;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CachedEmbedderTest extends EmbedderContract {

    private final WordEmbedder words = new WordEmbedder();
    private final CachedEmbedder cached = new CachedEmbedder(words, 2);

    @Override
    Embedder embedder() {
        return cached;
    }

    @Test
    void aTextAskedForAgainIsNotEmbeddedAgain() {
        float[] first = passage("one");
        float[] second = passage("one");

        assertThat(second).containsExactly(first);
        assertThat(words.calls).hasValue(1);
        assertThat(cached.embedded()).isEqualTo(1);
    }

    @Test
    void aQuestionIsNotTakenForAPassage() {
        assertThat(Vectors.await(cached.embed("one", Purpose.QUERY))).isNotEqualTo(passage("one"));
        assertThat(cached.embedded()).isEqualTo(2);
    }

    @Test
    void theLeastRecentlyUsedGoesFirst() {
        passage("one");
        passage("two");
        passage("one");
        passage("three"); // two goes
        passage("one");
        assertThat(cached.embedded()).isEqualTo(3);

        passage("two");
        assertThat(cached.embedded()).isEqualTo(4);
    }

    @Test
    void aCallerWhoAltersAVectorAltersNoOther() {
        float[] first = passage("one");
        float original = first[0];
        first[0] = 42;

        assertThat(passage("one")[0]).isEqualTo(original);
    }

    @Test
    void aFailureIsNotRemembered() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> passage("word ".repeat(100))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(words.calls).hasValue(2);
    }

    @Test
    void aTextThatIsBeingEmbeddedIsNotEmbeddedTwiceAndOneWhoLeavesTakesNothingAway() {
        List<UniEmitter<? super float[]>> underWay = new ArrayList<>();
        CachedEmbedder slow = new CachedEmbedder(new Waiting(underWay), 2);

        Cancellable leaves = slow.embed("one", Purpose.PASSAGE).subscribe().with(ignored -> {});
        CompletableFuture<float[]> stays = slow.embed("one", Purpose.PASSAGE).subscribeAsCompletionStage();
        leaves.cancel();
        underWay.forEach(emitter -> emitter.complete(new float[] {1}));

        assertThat(underWay).hasSize(1);
        assertThat(stays).isCompletedWithValueMatching(vector -> vector[0] == 1);
    }

    @Test
    void aCacheOfNothingIsRefused() {
        assertThatThrownBy(() -> new CachedEmbedder(words, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private float[] passage(String text) {
        return Vectors.await(cached.embed(text, Purpose.PASSAGE));
    }

    /** Answers when the test says so. */
    private record Waiting(List<UniEmitter<? super float[]>> underWay) implements Embedder {
        @Override
        public String id() {
            return "waiting";
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public int maxTokens() {
            return 1;
        }

        @Override
        public Set<String> languages() {
            return Set.of();
        }

        @Override
        public CosineScale cosines() {
            return new CosineScale(0, 1, 0.5);
        }

        @Override
        public int countTokens(String text) {
            return 1;
        }

        @Override
        public Uni<float[]> embed(String text, Purpose purpose) {
            return Uni.createFrom().emitter(underWay::add);
        }
    }
}

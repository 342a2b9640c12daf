package dev.kotae.query.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kotae.common.document.DocumentId;
import dev.kotae.common.embedding.CosineScale;
import dev.kotae.common.embedding.Embedder;
import dev.kotae.common.index.ChunkSearch;
import dev.kotae.common.index.Generation;
import dev.kotae.common.index.Hit;
import dev.kotae.common.index.LedgerEntry;
import dev.kotae.common.text.LuceneTextAnalyzer;
import dev.kotae.query.problem.Problems;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RetrieverTest {

    @Test
    void aSearchThatTakesTooLongIsToldApartFromOneThatFails() {
        assertThat(detail(Uni.createFrom().nothing())).startsWith("The search took too long");
        assertThat(detail(Uni.createFrom().failure(new IllegalStateException("no Redis"))))
                .startsWith("The documents cannot be searched")
                .doesNotContain("no Redis");
    }

    @Test
    void aSearchWaitsWhereAnotherRunsAndIsRefusedWhereAnotherWaits() {
        AtomicReference<UniEmitter<? super List<Hit>>> running = new AtomicReference<>();
        Retriever retriever = retriever(Uni.createFrom().<List<Hit>>emitter(running::set), "PT20S", "PT20S");
        UniAssertSubscriber<Retrieved> first = retrieve(retriever);
        UniEmitter<? super List<Hit>> begun = running.get();
        assertThat(retriever.isOverloaded()).isFalse();

        UniAssertSubscriber<Retrieved> second = retrieve(retriever);

        assertThat(running.get()).isSameAs(begun);
        assertThat(retriever.isOverloaded()).isTrue();
        assertThat(Problems.code(retrieve(retriever).awaitFailure().getFailure()))
                .isEqualTo("overloaded");

        begun.complete(List.of());
        first.awaitItem();
        await().until(() -> running.get() != begun);
        assertThat(retriever.isOverloaded()).isFalse();
        running.get().complete(List.of());
        assertThat(second.awaitItem().getItem().queueMillis()).isPositive();
    }

    @Test
    void aSearchsTimeBeginsWhenItRuns() {
        AtomicInteger begun = new AtomicInteger();
        Retriever retriever = retriever(Uni.createFrom()
                .deferred(() -> begun.incrementAndGet() == 1
                        ? Uni.createFrom().nothing()
                        : Uni.createFrom().item(List.<Hit>of())));
        UniAssertSubscriber<Retrieved> first = retrieve(retriever);
        UniAssertSubscriber<Retrieved> second = retrieve(retriever);

        assertThat(Problems.code(first.awaitFailure().getFailure())).isEqualTo("unavailable");
        second.awaitItem();
    }

    @Test
    void whoWaitsTooLongIsToldSoAndLeavesTheLine() {
        Retriever retriever = retriever(Uni.createFrom().nothing(), "PT10S", "PT0.05S");
        retrieve(retriever);

        assertThat(Problems.code(retrieve(retriever).awaitFailure().getFailure()))
                .isEqualTo("overloaded");

        assertThat(retriever.isOverloaded()).isFalse();
    }

    private static UniAssertSubscriber<Retrieved> retrieve(Retriever retriever) {
        return retriever
                .retrieve(retriever.question("How long are receipts kept?"), List.of("c"), Set.of(), Map.of(), 5)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private static String detail(Uni<List<Hit>> found) {
        Throwable failure = retrieve(retriever(found)).awaitFailure().getFailure();
        assertThat(Problems.code(failure)).isEqualTo("unavailable");
        return Problems.detail(failure);
    }

    private static Retriever retriever(Uni<List<Hit>> found) {
        return retriever(found, "PT0.3S", "PT20S");
    }

    /** One search at a time, and one that waits. */
    private static Retriever retriever(Uni<List<Hit>> found, String timeout, String maxWait) {
        return new Retriever(
                new Fixed(),
                new LuceneTextAnalyzer(),
                new Stored(found),
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withSources(new PropertiesConfigSource(
                                Map.of(
                                        "kotae.retrieval.timeout",
                                        timeout,
                                        "kotae.retrieval.max-wait",
                                        maxWait,
                                        "kotae.retrieval.at-once",
                                        "1",
                                        "kotae.retrieval.waiting",
                                        "1"),
                                "test",
                                100))
                        .withMapping(RetrievalConfig.class)
                        .build()
                        .getConfigMapping(RetrievalConfig.class));
    }

    private static final class Fixed implements Embedder {

        @Override
        public String id() {
            return "fixed";
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public int maxTokens() {
            return 512;
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
            return Uni.createFrom().item(new float[] {1});
        }
    }

    private record Stored(Uni<List<Hit>> found) implements ChunkSearch {

        @Override
        public Uni<List<CollectionState>> collections() {
            return Uni.createFrom().item(List.of());
        }

        @Override
        public Uni<Optional<Generation>> live(String collection) {
            return Uni.createFrom()
                    .item(Optional.of(new Generation(collection, "g", "AAAAAAAAAAAAAAAAAAAAAA", "fixed", 1)));
        }

        @Override
        public Uni<Optional<LedgerEntry>> document(DocumentId document) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public Uni<List<Hit>> search(Generation generation, Query query) {
            return found;
        }
    }
}

package dev.kotae.common.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kotae.common.embedding.Embedder.Purpose;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddingWorkersTest {

    private final EmbeddingWorkers workers = new EmbeddingWorkers("test-embedder", 1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        gate.countDown();
        workers.close();
    }

    @Test
    void aQuestionOvertakesThePassagesThatWait() throws InterruptedException {
        occupyTheWorker();
        List<CompletableFuture<?>> all = List.of(
                start(Purpose.PASSAGE, "passage 1"),
                start(Purpose.PASSAGE, "passage 2"),
                start(Purpose.QUERY, "question 1"),
                start(Purpose.QUERY, "question 2"));

        gate.countDown();
        all.forEach(CompletableFuture::join);

        assertThat(done).containsExactly("question 1", "question 2", "passage 1", "passage 2");
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsSkipped() throws InterruptedException {
        occupyTheWorker();
        Cancellable abandoned = workers.run(Purpose.PASSAGE, () -> done.add("abandoned"))
                .subscribe()
                .with(ignored -> {});
        CompletableFuture<?> wanted = start(Purpose.PASSAGE, "wanted");

        abandoned.cancel();
        gate.countDown();
        wanted.join();

        assertThat(done).containsExactly("wanted");
    }

    @Test
    void anErrorReachesTheCallerAndTheWorkerGoesOn() {
        assertThatThrownBy(() -> Vectors.await(workers.run(Purpose.PASSAGE, () -> {
                    throw new UnsatisfiedLinkError("no library");
                })))
                .hasRootCauseInstanceOf(UnsatisfiedLinkError.class);

        assertThat(Vectors.await(workers.run(Purpose.PASSAGE, () -> "next"))).isEqualTo("next");
    }

    @Test
    void closingLetsWorkUnderWayEndAndRefusesWhatWaits() throws InterruptedException {
        CompletableFuture<?> underWay = occupyTheWorker();
        CompletableFuture<?> waiting = start(Purpose.PASSAGE, "waiting");

        CompletableFuture<Void> closing = CompletableFuture.runAsync(workers::close);

        assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IllegalStateException.class);
        gate.countDown();
        closing.join();
        assertThat(underWay).isCompleted();
    }

    private CompletableFuture<?> occupyTheWorker() throws InterruptedException {
        CountDownLatch occupied = new CountDownLatch(1);
        CompletableFuture<?> underWay = workers.run(Purpose.PASSAGE, () -> {
                    occupied.countDown();
                    return gate.await(5, TimeUnit.SECONDS);
                })
                .subscribeAsCompletionStage();
        assertThat(occupied.await(5, TimeUnit.SECONDS)).isTrue();
        return underWay;
    }

    private CompletableFuture<?> start(Purpose purpose, String name) {
        return workers.run(purpose, () -> done.add(name)).subscribeAsCompletionStage();
    }
}

package dev.kotae.common.projection;

import dev.kotae.common.projection.Projection.Batch;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** One partition in this consumer's hands. Everything here happens on the consumer's thread. */
final class HeldPartition {

    private static final Logger LOG = Logger.getLogger(HeldPartition.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final TopicPartition partition;
    private final PartitionConsumer.Reins reins;

    private State state = State.TAKING;
    private String topicId;
    private long position;
    private Batch batch;
    private int failures;
    private String failure;
    private Instant wakeAt = Instant.MAX;
    private Runnable onWake;

    HeldPartition(TopicPartition partition, PartitionConsumer.Reins reins) {
        this.partition = partition;
        this.reins = reins;
    }

    TopicPartition partition() {
        return partition;
    }

    long position() {
        return position;
    }

    boolean busy() {
        return state == State.APPLYING && failure == null;
    }

    /** How many polled records are not applied yet. */
    long underWay() {
        return batch == null ? 0 : batch.records().size();
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Asks the projection where it has got to and goes on from there; until then the partition is paused. */
    void takeUp() {
        state = State.TAKING;
        batch = null;
        reins.pause(partition);
        Uni<Taken> taken = Uni.createFrom()
                .deferred(() -> reins.topicId(partition))
                .chain(id -> reins.projection().position(partition, id).map(offset -> new Taken(id, offset)));
        attempt(taken, this::goOn, this::takeUp);
    }

    private void goOn(Taken taken) {
        topicId = taken.topicId();
        position = taken.offset();
        state = State.READY;
        reins.resumeAt(partition, position);
        LOG.infof("Reading %s from offset %d", partition, position);
        compareLater();
    }

    /** Works on polled records; the partition is paused until they are applied. */
    void take(List<ConsumerRecord<byte[], byte[]>> records) {
        if (state != State.READY) {
            return; // polled before it was taken up again, which will read them once more
        }
        state = State.APPLYING;
        wakeAt = Instant.MAX;
        batch = new Batch(partition, topicId, position, records);
        reins.pause(partition);
        apply();
    }

    private void apply() {
        Batch current = batch;
        attempt(Uni.createFrom().deferred(() -> reins.projection().apply(current)), this::applied, this::apply);
    }

    private void applied(boolean advanced) {
        if (!advanced) {
            LOG.warnf("The projection of %s is no longer at offset %d: taking it up again", partition, position);
            takeUp();
            return;
        }
        position = batch.next();
        batch = null;
        state = State.READY;
        reins.showProgress(partition, position);
        reins.resume(partition);
        compareLater();
    }

    /** Runs what a pause or a comparison put off, once its time has come. */
    void due(Instant now) {
        if (!now.isBefore(wakeAt)) {
            wakeAt = Instant.MAX;
            onWake.run();
        }
    }

    private void compareLater() {
        wake(reins.compareEvery(), this::compare);
    }

    /** While idle: has somebody else moved the projection, was it lost, or the topic made anew? */
    private void compare() {
        long expected = position;
        Supplier<Boolean> still = () -> state == State.READY && position == expected;
        Uni<Taken> now = Uni.createFrom()
                .deferred(() -> reins.topicId(partition))
                .chain(id -> reins.projection().position(partition, id).map(offset -> new Taken(id, offset)));
        reins.await(
                this,
                now,
                taken -> {
                    if (still.get()) {
                        if (taken.offset() == expected && taken.topicId().equals(topicId)) {
                            succeeded();
                            compareLater();
                        } else {
                            LOG.warnf(
                                    "The projection of %s moved from offset %d to %d",
                                    partition, expected, taken.offset());
                            takeUp();
                        }
                    }
                },
                problem -> {
                    if (still.get()) {
                        failed(problem, this::compare);
                    }
                });
    }

    private <T> void attempt(Uni<T> work, java.util.function.Consumer<T> done, Runnable again) {
        reins.await(
                this,
                work,
                item -> {
                    succeeded();
                    done.accept(item);
                },
                problem -> failed(problem, again));
    }

    private void succeeded() {
        failures = 0;
        failure = null;
    }

    /** Doubles the pause from try to try; half of it is chance, so that many partitions do not come back as one. */
    private void failed(Throwable problem, Runnable again) {
        failure = problem.getClass().getSimpleName();
        long pause = Math.min(FIRST_PAUSE.toMillis() << Math.min(failures, 10), LONGEST_PAUSE.toMillis());
        failures++;
        LOG.warnf("Working on %s failed (try %d): %s", partition, failures, problem);
        wake(Duration.ofMillis(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1)), again);
    }

    private void wake(Duration pause, Runnable task) {
        wakeAt = Instant.now().plus(pause);
        onWake = task;
    }

    private enum State {
        TAKING,
        READY,
        APPLYING
    }

    private record Taken(String topicId, long offset) {}
}

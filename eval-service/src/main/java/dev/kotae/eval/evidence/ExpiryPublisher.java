package dev.kotae.eval.evidence;

import dev.kotae.eval.EvalConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Takes back what is older than {@code kotae.eval.retention}, in the partitions that this instance reads. Answers go by their day,
 * ratings and votes by their own time, and with their answer.
 */
@ApplicationScoped
class ExpiryPublisher {

    private static final Logger LOG = Logger.getLogger(ExpiryPublisher.class);
    private static final int MOST = 10_000;

    private final RedisScan scan;
    private final ErasurePublisher erasure;
    private final EvidenceConsumer consumer;
    private final EvalConfig config;
    private Cancellable ticks = () -> {};

    ExpiryPublisher(RedisScan scan, ErasurePublisher erasure, EvidenceConsumer consumer, EvalConfig config) {
        this.scan = scan;
        this.erasure = erasure;
        this.consumer = consumer;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        config.retention()
                .ifPresent(retention -> ticks = Multi.createFrom()
                        .ticks()
                        .startingAfter(config.retentionEvery())
                        .every(config.retentionEvery())
                        .onOverflow()
                        .drop()
                        .onItem()
                        .transformToUniAndConcatenate(tick -> expire(retention)
                                .onFailure()
                                .invoke(failure -> LOG.warnf("What has expired stays until the next time: %s", failure))
                                .onFailure()
                                .recoverWithNull())
                        .subscribe()
                        .with(expired -> {}));
    }

    void stop(@Observes ShutdownEvent event) {
        ticks.cancel();
    }

    private Uni<Void> expire(Duration retention) {
        Instant before = Instant.now().minus(retention);
        return Multi.createFrom()
                .iterable(consumer.held())
                .onItem()
                .transformToUniAndConcatenate(partition -> expire(partition, before))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** Bounded steps, so that this fits into memory; the next tick goes on. */
    private Uni<Void> expire(int partition, Instant before) {
        return scan.find(partition, expired(before, Set.of()), MOST)
                .chain(old -> {
                    Set<String> questions = new HashSet<>();
                    old.stream()
                            .filter(Stored.Answer.class::isInstance)
                            .map(Stored::questionId)
                            .forEach(questions::add);
                    return questions.isEmpty()
                            ? Uni.createFrom().item(old)
                            : scan.find(partition, expired(before, questions), MOST);
                })
                .chain(this::erase);
    }

    private Uni<Void> erase(List<Stored> expired) {
        return expired.isEmpty()
                ? Uni.createFrom().voidItem()
                : erasure.erase(expired)
                        .invoke(erased -> LOG.infof(
                                "Expired: %d answers, %d ratings, %d votes",
                                erased.answers(), erased.ratings(), erased.votes()))
                        .replaceWithVoid();
    }

    /** Whether something is older, or belongs to an answer that is. */
    static Predicate<Stored> expired(Instant before, Set<String> questions) {
        LocalDate firstKept = LocalDate.ofInstant(before, ZoneOffset.UTC);
        return stored -> {
            if (stored instanceof Stored.Answer answer) {
                return answer.day().isBefore(firstKept);
            } else if (stored instanceof Stored.Rating rating) {
                return rating.at().isBefore(before) || questions.contains(rating.questionId());
            } else if (stored instanceof Stored.Vote vote) {
                return vote.at().isBefore(before) || questions.contains(vote.questionId());
            }
            throw new IllegalArgumentException("Unknown " + stored.getClass());
        };
    }
}

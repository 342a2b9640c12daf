package dev.kotae.eval.experiment;

import dev.kotae.eval.evidence.SampledAnswer;
import dev.kotae.eval.experiment.Experiment.State;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Runs experiments: each question that has no trial yet, one after the other, as slowly as planned. Looks twice a second what is to be
 * begun and what to be left; an experiment whose instance died is taken up by another one where it stood. What is away (the query
 * service, Kafka, Redis) is waited for.
 */
@ApplicationScoped
class ExperimentRunner {

    private static final Logger LOG = Logger.getLogger(ExperimentRunner.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Experiments experiments;
    private final Trials trials;
    private final Judging judging;
    private final ExperimentPublisher publisher;
    private final RedisLease lease;
    private final Map<String, Cancellable> running = new ConcurrentHashMap<>();
    private Cancellable looking;

    ExperimentRunner(
            Experiments experiments, Trials trials, Judging judging, ExperimentPublisher publisher, RedisLease lease) {
        this.experiments = experiments;
        this.trials = trials;
        this.judging = judging;
        this.publisher = publisher;
        this.lease = lease;
    }

    void start(@Observes StartupEvent event) {
        looking = Multi.createFrom()
                .ticks()
                .every(LOOK_EVERY)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> look().onFailure()
                        .invoke(failure -> LOG.warnf("Experiments stay as they are: %s", failure))
                        .onFailure()
                        .recoverWithNull())
                .subscribe()
                .with(done -> {});
    }

    void stop(@Observes ShutdownEvent event) {
        looking.cancel();
        running.values().forEach(Cancellable::cancel);
    }

    private Uni<Void> look() {
        if (!experiments.areKnown()) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(experiments.all())
                .onItem()
                .transformToUniAndConcatenate(this::look)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> look(Experiment experiment) {
        String id = experiment.id();
        boolean wanted = experiment.state() == State.RUNNING;
        if (!running.containsKey(id)) {
            return wanted
                    ? lease.take(id)
                            .invoke(taken -> {
                                if (taken) {
                                    begin(experiment);
                                }
                            })
                            .replaceWithVoid()
                    : Uni.createFrom().voidItem();
        }
        if (!wanted) {
            return leave(id);
        }
        return lease.prolong(id).chain(kept -> kept ? Uni.createFrom().voidItem() : leave(id));
    }

    private Uni<Void> leave(String id) {
        Cancellable run = running.remove(id);
        if (run != null) {
            run.cancel();
        }
        return lease.letGo(id);
    }

    private void begin(Experiment experiment) {
        String id = experiment.id();
        Map<String, Trial> done = experiments.trials(id);
        Map<String, JudgedVote> judged = experiments.votes(id);
        List<SampledAnswer> open = experiment.sample().stream()
                .filter(sampled -> !done.containsKey(sampled.question()))
                .toList();
        List<VotedPair> votes = experiment.votes().stream()
                .filter(pair -> !judged.containsKey(pair.question()))
                .toList();
        LOG.infof(
                "Experiment %s: %d of %d questions and %d of %d votes are open",
                id,
                open.size(),
                experiment.sample().size(),
                votes.size(),
                experiment.votes().size());
        Pace pace = new Pace(experiment.plan().perMinute());
        Uni<Void> calibrated = each(votes, pace, pair -> Patience.with(id, judging.of(experiment, pair))
                .chain(vote -> Patience.with(id, publisher.keep(id, vote))));
        running.put(
                id,
                calibrated
                        .chain(() -> each(open, pace, sampled -> Patience.with(id, trials.of(experiment, sampled))
                                .chain(trial -> Patience.with(id, publisher.keep(id, trial)))))
                        .chain(() -> Patience.with(id, publisher.keep(experiment.is(State.COMPLETED, null))))
                        .onFailure(RefusedReplayException.class)
                        .recoverWithUni(refused ->
                                Patience.with(id, publisher.keep(experiment.is(State.FAILED, refused.getMessage()))))
                        .subscribe()
                        .with(ended -> LOG.infof("Experiment %s is %s", id, ended.state()), failure -> {
                            // Nobody foresaw it; it is taken up again once the lease is over
                            LOG.errorf(failure, "Experiment %s broke off", id);
                            running.remove(id);
                        }));
    }

    private static <T> Uni<Void> each(List<T> all, Pace pace, Function<T, Uni<?>> step) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> pace.next().chain(() -> step.apply(one)))
                .onItem()
                .ignoreAsUni();
    }

    /** At most so many a minute, evenly. */
    private static final class Pace {

        private static final long MINUTE_NANOS = 60_000_000_000L;

        private final long interval;
        private final AtomicLong next = new AtomicLong(System.nanoTime());

        Pace(int perMinute) {
            this.interval = MINUTE_NANOS / perMinute;
        }

        Uni<Void> next() {
            return Uni.createFrom().deferred(() -> {
                long now = System.nanoTime();
                long at = next.getAndUpdate(last -> Math.max(last, now) + interval);
                return Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofNanos(Math.max(1, at - now)));
            });
        }
    }
}

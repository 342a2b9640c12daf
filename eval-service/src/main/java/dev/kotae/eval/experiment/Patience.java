package dev.kotae.eval.experiment;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Waits for what is away; only what can never work is given up. */
final class Patience {

    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private Patience() {}

    /** The step, done until it succeeds or is refused for good. */
    static <T> Uni<T> with(String experiment, Uni<T> step) {
        return step.onFailure()
                .invoke(failure -> LOG.warnf("Experiment %s waits: %s", experiment, failure))
                .onFailure(failure -> !(failure instanceof RefusedReplayException))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }
}

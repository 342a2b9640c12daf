package dev.kotae.eval.experiment;

import dev.kotae.common.event.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** All experiments, as Kafka has them; for any thread. */
@ApplicationScoped
class Experiments {

    private static final Logger LOG = Logger.getLogger(Experiments.class);

    private static final String VOTE = "vote/";

    private final Map<String, Experiment> experiments = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Trial>> trials = new ConcurrentHashMap<>();
    private final Map<String, Map<String, JudgedVote>> votes = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> known = new CompletableFuture<>();

    /** The key of an experiment's trial; an experiment's own key is its id. */
    static String key(String experiment, String question) {
        return experiment + "/" + question;
    }

    /** The key of what an experiment's judge said of answers that were voted on. */
    static String voteKey(String experiment, String question) {
        return key(experiment, VOTE + question);
    }

    /** Takes a record in; the latest of a key counts. One that cannot be read is passed over. */
    void apply(String key, byte[] value) {
        int slash = key.indexOf('/');
        try {
            if (slash < 0) {
                Experiment experiment = EventJson.read(value, Experiment.class);
                if (experiment.schema() == Experiment.SCHEMA) {
                    experiments.put(key, experiment);
                }
            } else if (key.startsWith(VOTE, slash + 1)) {
                JudgedVote vote = EventJson.read(value, JudgedVote.class);
                if (vote.schema() == JudgedVote.SCHEMA) {
                    votes.computeIfAbsent(key.substring(0, slash), some -> new ConcurrentHashMap<>())
                            .put(vote.question(), vote);
                }
            } else {
                Trial trial = EventJson.read(value, Trial.class);
                if (trial.schema() == Trial.SCHEMA) {
                    trials.computeIfAbsent(key.substring(0, slash), some -> new ConcurrentHashMap<>())
                            .put(key.substring(slash + 1), trial);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.errorf("A record of an experiment cannot be read: %s", key);
        }
    }

    /** All that was there at the start was read. */
    void caughtUp() {
        known.complete(null);
    }

    /** Whether what is known here is all, but for the last moments. */
    boolean areKnown() {
        return known.isDone();
    }

    /** Done once it is; for each caller another one, which may be cancelled. */
    CompletionStage<Void> known() {
        return known.copy();
    }

    Optional<Experiment> of(String id) {
        return Optional.ofNullable(experiments.get(id));
    }

    List<Experiment> all() {
        return new ArrayList<>(experiments.values());
    }

    /** What came of the experiment's questions so far, by question. */
    Map<String, Trial> trials(String id) {
        return Map.copyOf(trials.getOrDefault(id, Map.of()));
    }

    /** What the experiment's judge said so far of answers that were voted on, by question. */
    Map<String, JudgedVote> votes(String id) {
        return Map.copyOf(votes.getOrDefault(id, Map.of()));
    }
}

package dev.kotae.eval.experiment;

import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Topics;
import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.evidence.KafkaSender;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes experiments and their trials; each is done once all in-sync replicas have it, and known here at once. */
@ApplicationScoped
class ExperimentPublisher {

    private final Experiments experiments;
    private final KafkaSender sender;

    ExperimentPublisher(
            Experiments experiments, EvalConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.experiments = experiments;
        this.sender = new KafkaSender("kotae-experiments", kafka, config.publishTimeout());
    }

    @PreDestroy
    void close() {
        sender.close();
    }

    /** Keeps an experiment, in place of what it was. Fails while Kafka is away. */
    Uni<Experiment> keep(Experiment experiment) {
        return send(experiment.id(), experiment);
    }

    /** Keeps what came of a question, in place of an earlier trial of it. Fails while Kafka is away. */
    Uni<Trial> keep(String experiment, Trial trial) {
        return send(Experiments.key(experiment, trial.question()), trial);
    }

    /** Keeps what the judge said of answers that were voted on. Fails while Kafka is away. */
    Uni<JudgedVote> keep(String experiment, JudgedVote vote) {
        return send(Experiments.voteKey(experiment, vote.question()), vote);
    }

    private <T> Uni<T> send(String key, T value) {
        byte[] json = EventJson.write(value);
        return sender.send(new ProducerRecord<>(Topics.EXPERIMENTS, key.getBytes(StandardCharsets.UTF_8), json))
                .map(sent -> value)
                .invoke(() -> experiments.apply(key, json));
    }
}

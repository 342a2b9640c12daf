package dev.kotae.eval.experiment;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.Topics;
import dev.kotae.eval.evidence.KafkaRecords;
import dev.kotae.eval.evidence.RedisEvidence.RecordPlace;
import dev.kotae.eval.evidence.SampledAnswer;
import dev.kotae.eval.experiment.ExperimentPlan.Retrieval;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Has one question of an experiment answered by both its settings. */
@ApplicationScoped
class Trials {

    private static final int BASELINE = 1;
    private static final int CANDIDATE = 2;

    private final KafkaRecords records;
    private final HttpReplays replays;

    Trials(KafkaRecords records, HttpReplays replays) {
        this.records = records;
        this.replays = replays;
    }

    /** Tries a question; a trial that is repeated replaces the answers of the one before. Fails as {@link HttpReplays#replay}. */
    Uni<Trial> of(Experiment experiment, SampledAnswer sampled) {
        return records.value(
                        Topics.ANSWERS, new RecordPlace(sampled.partition(), sampled.offset()), AnswerCompleted.class)
                .chain(found -> found.filter(asked -> usable(asked, experiment.plan(), sampled))
                        .map(asked -> both(experiment, asked, sampled))
                        .orElseGet(() -> Uni.createFrom().item(Trial.gone(sampled.question()))));
    }

    private static boolean usable(AnswerCompleted asked, ExperimentPlan plan, SampledAnswer sampled) {
        return asked.id().startsWith(sampled.question())
                && asked.question() != null
                && (plan.retrieval() == Retrieval.FRESH
                        || asked.sources() != null && !asked.sources().isEmpty());
    }

    /** Half of the questions go to the candidate first, so that what is warm for the second one favours neither. */
    private Uni<Trial> both(Experiment experiment, AnswerCompleted asked, SampledAnswer sampled) {
        boolean turned = (sampled.question().charAt(0) & 1) == 1;
        int first = turned ? CANDIDATE : BASELINE;
        int second = turned ? BASELINE : CANDIDATE;
        return replays.replay(replay(experiment, asked, sampled, first))
                .chain(one -> replays.replay(replay(experiment, asked, sampled, second))
                        .map(two -> turned
                                ? new Trial(Trial.SCHEMA, sampled.question(), two, one)
                                : new Trial(Trial.SCHEMA, sampled.question(), one, two)));
    }

    private static HttpReplays.Replay replay(
            Experiment experiment, AnswerCompleted asked, SampledAnswer sampled, int number) {
        ExperimentPlan plan = experiment.plan();
        Arm arm = number == BASELINE ? plan.baseline() : plan.candidate();
        return new HttpReplays.Replay(
                experiment.id(),
                questionId(experiment.id(), sampled.question()),
                number,
                asked.user(),
                asked.condensedQuestion() == null ? asked.question() : asked.condensedQuestion(),
                arm.model(),
                arm.maxChunks(),
                asked.collections(),
                plan.retrieval() == Retrieval.FROZEN ? asked.sources() : null,
                asked.language() == null ? null : arm.prompts().get(asked.language()));
    }

    /** The same for the same experiment and question, so that what is asked again counts once. */
    static String questionId(String experiment, String question) {
        return UUID.nameUUIDFromBytes(("experiment:" + experiment + "\n" + question).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}

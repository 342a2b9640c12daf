package dev.kotae.eval.experiment;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.Topics;
import dev.kotae.eval.evidence.KafkaRecords;
import dev.kotae.eval.evidence.RedisEvidence.RecordPlace;
import dev.kotae.eval.evidence.SampledAnswer;
import dev.kotae.eval.experiment.ExperimentPlan.Retrieval;
import dev.kotae.eval.experiment.HttpQueryService.Replayed;
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
    private final HttpQueryService query;
    private final Judging judging;

    Trials(KafkaRecords records, HttpQueryService query, Judging judging) {
        this.records = records;
        this.query = query;
        this.judging = judging;
    }

    /** Tries a question; a trial that is repeated replaces the answers of the one before. Fails as {@link HttpQueryService#replay}. */
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
        return query.replay(replay(experiment, asked, sampled, first))
                .chain(one -> query.replay(replay(experiment, asked, sampled, second))
                        .chain(two -> turned
                                ? judged(experiment, asked, sampled, two, one)
                                : judged(experiment, asked, sampled, one, two)));
    }

    /** An answer that is none is compared by that alone: what fails or finds nothing is not for a judge. */
    private Uni<Trial> judged(
            Experiment experiment,
            AnswerCompleted asked,
            SampledAnswer sampled,
            Replayed baseline,
            Replayed candidate) {
        Trial trial = new Trial(
                Trial.SCHEMA,
                sampled.question(),
                asked.language(),
                asked.collections(),
                baseline.side(),
                candidate.side(),
                null);
        return experiment.plan().judge() == null || !trial.bothAnswered()
                ? Uni.createFrom().item(trial)
                : judging.of(experiment, asked, baseline.text(), candidate.text())
                        .map(trial::with);
    }

    private static HttpQueryService.Replay replay(
            Experiment experiment, AnswerCompleted asked, SampledAnswer sampled, int number) {
        ExperimentPlan plan = experiment.plan();
        Arm arm = number == BASELINE ? plan.baseline() : plan.candidate();
        return new HttpQueryService.Replay(
                experiment.id(),
                questionId(experiment.id(), sampled.question()),
                number,
                asked.user(),
                question(asked),
                arm.model(),
                arm.maxChunks(),
                asked.collections(),
                plan.retrieval() == Retrieval.FROZEN ? asked.sources() : null,
                asked.language() == null ? null : arm.prompts().get(asked.language()));
    }

    /** The question as it was searched for. */
    static String question(AnswerCompleted asked) {
        return asked.condensedQuestion() == null ? asked.question() : asked.condensedQuestion();
    }

    /** The same for the same experiment and question, so that what is asked again counts once. */
    static String questionId(String experiment, String question) {
        return UUID.nameUUIDFromBytes(("experiment:" + experiment + "\n" + question).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}

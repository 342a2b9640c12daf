package dev.kotae.eval.experiment;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.Topics;
import dev.kotae.eval.evidence.KafkaRecords;
import dev.kotae.eval.evidence.RedisEvidence.RecordPlace;
import dev.kotae.eval.experiment.BothOrders.Verdict;
import dev.kotae.eval.experiment.HttpQueryService.Judgement;
import dev.kotae.eval.experiment.HttpQueryService.ToJudge;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Has an experiment's judge compare two answers, in both orders. */
@ApplicationScoped
class Judging {

    private static final int TRIES = 6;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaRecords records;
    private final HttpQueryService query;

    Judging(KafkaRecords records, HttpQueryService query) {
        this.records = records;
        this.query = query;
    }

    /**
     * Judges two answers. What is away is waited for; a judge that fails on these answers again and again has failed on them.
     *
     * @param asked whose question and chunks both answers were made from
     * @return what was said; fails with {@link RefusedReplayException} where there is no such judge
     */
    Uni<BothOrders> of(Experiment experiment, AnswerCompleted asked, String first, String second) {
        return ask(experiment, asked, first, second).chain(forward -> ask(experiment, asked, second, first)
                .map(backward -> new BothOrders(
                        verdict(forward),
                        verdict(backward),
                        said(forward, backward).map(Judgement::judge).orElse(null),
                        said(forward, backward).map(Judgement::prompt).orElse(null))));
    }

    /** Judges two answers that a user voted on. */
    Uni<JudgedVote> of(Experiment experiment, VotedPair pair) {
        return answer(pair, pair.first())
                .chain(first -> answer(pair, pair.second()).chain(second -> {
                    if (!usable(first)
                            || !usable(second)
                            || first.get().sources().isEmpty()) {
                        return Uni.createFrom().item(new JudgedVote(JudgedVote.SCHEMA, pair.question(), null));
                    }
                    return of(
                                    experiment,
                                    first.get(),
                                    first.get().text(),
                                    second.get().text())
                            .map(verdicts -> new JudgedVote(JudgedVote.SCHEMA, pair.question(), verdicts));
                }));
    }

    private Uni<Optional<AnswerCompleted>> answer(VotedPair pair, long offset) {
        return records.value(Topics.ANSWERS, new RecordPlace(pair.partition(), offset), AnswerCompleted.class)
                .map(found -> found.filter(answer -> answer.id().startsWith(pair.question())));
    }

    private static boolean usable(Optional<AnswerCompleted> answer) {
        return answer.filter(it -> it.outcome() == Outcome.ANSWERED && it.text() != null && it.sources() != null)
                .isPresent();
    }

    private Uni<Optional<Judgement>> ask(Experiment experiment, AnswerCompleted asked, String first, String second) {
        ToJudge question =
                new ToJudge(experiment.plan().judge().model(), Trials.question(asked), asked.sources(), first, second);
        return Patience.with(experiment.id(), ask(question, TRIES));
    }

    private Uni<Optional<Judgement>> ask(ToJudge question, int tries) {
        return query.judge(question)
                .map(Optional::of)
                .onFailure(ModelFailedException.class)
                .recoverWithUni(() -> tries == 1
                        ? Uni.createFrom().item(Optional.empty())
                        : Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(PAUSE)
                                .chain(() -> ask(question, tries - 1)));
    }

    private static Verdict verdict(Optional<Judgement> said) {
        return said.map(Judgement::verdict).orElse(Verdict.FAILED);
    }

    private static Optional<Judgement> said(Optional<Judgement> one, Optional<Judgement> other) {
        return one.or(() -> other);
    }
}

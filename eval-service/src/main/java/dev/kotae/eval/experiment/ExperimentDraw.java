package dev.kotae.eval.experiment;

import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.eval.evidence.RedisAnswerSample;
import dev.kotae.eval.evidence.RedisCounts;
import dev.kotae.eval.evidence.SampledAnswer;
import dev.kotae.eval.experiment.ExperimentPlan.Retrieval;
import dev.kotae.eval.report.ReportFilter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws what an experiment is made on: questions to ask, and votes to compare its judge with. Fails while Redis is away. */
@ApplicationScoped
class ExperimentDraw {

    private final RedisAnswerSample answers;
    private final RedisCounts counts;

    ExperimentDraw(RedisAnswerSample answers, RedisCounts counts) {
        this.answers = answers;
        this.counts = counts;
    }

    /** The questions; chunks that could be given again are those of questions that were answered. */
    Uni<List<SampledAnswer>> questions(ExperimentRequest request) {
        ExperimentPlan plan = request.plan();
        ReportFilter filter = filter(plan);
        Set<Outcome> outcomes = plan.retrieval() == Retrieval.FROZEN
                ? Set.of(Outcome.ANSWERED)
                : Set.of(Outcome.ANSWERED, Outcome.NO_ANSWER);
        return answers.draw(filter::matches, outcomes, plan.size(), request.id());
    }

    /** The votes; none without a judge. */
    Uni<List<VotedPair>> votes(ExperimentRequest request) {
        JudgePlan judge = request.plan().judge();
        return judge == null
                ? Uni.createFrom().item(List.of())
                : counts.now()
                        .map(now -> VoteDraw.of(now.judged(), filter(request.plan()), judge.votes(), request.id()));
    }

    /** Only what users asked here, unless the plan says otherwise. */
    private static ReportFilter filter(ExperimentPlan plan) {
        Map<String, String> query = new HashMap<>(plan.questions());
        query.putIfAbsent("origin", ReportFilter.OWN);
        return ReportFilter.parse(query);
    }
}

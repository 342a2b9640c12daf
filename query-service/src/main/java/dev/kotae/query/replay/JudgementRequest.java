package dev.kotae.query.replay;

import dev.kotae.query.answer.AnswersConfig;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.request.Body;
import dev.kotae.query.search.RankedHit;
import java.util.List;

/**
 * A request to say which of two answers is better.
 *
 * @param model the judge
 * @param question what was asked
 * @param hits the chunks that both answers were made from, best first
 * @param first the answer to read first
 * @param second the answer to read second
 */
record JudgementRequest(String model, String question, List<RankedHit> hits, String first, String second) {

    private static final int LONGEST_ANSWER = 100_000;

    /** Reads a request; throws a problem that names what is wrong. */
    static JudgementRequest of(Body body, AnswersConfig config) {
        if (body.text("model") == null) {
            throw Problems.invalid("invalid-request", "'model' must name a model");
        }
        return new JudgementRequest(
                body.text("model"),
                body.question("question", config.maxQuestionLength()),
                ReplayRequest.frozen(body),
                ReplayRequest.required(body, "first", LONGEST_ANSWER),
                ReplayRequest.required(body, "second", LONGEST_ANSWER));
    }
}

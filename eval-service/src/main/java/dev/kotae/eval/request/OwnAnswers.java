package dev.kotae.eval.request;

import dev.kotae.common.event.AnswerId;
import dev.kotae.eval.evidence.AnswerSecret;
import dev.kotae.eval.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;

/** Answer ids as users send them, which only count if the answer was given to that user. */
@ApplicationScoped
public class OwnAnswers {

    private final AnswerSecret secret;

    OwnAnswers(AnswerSecret secret) {
        this.secret = secret;
    }

    /**
     * The answer of that id.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, if it is no answer's id; 403, if its signature does not fit the user
     */
    public AnswerId of(String id, String user) {
        AnswerId answer = AnswerId.parse(id)
                .orElseThrow(() -> Problems.invalid(
                        "invalid-answer-id", "This is no answer's id; take the id that came with the answer"));
        if (!answer.belongsTo(user, secret.key())) {
            throw Problems.notYourAnswer();
        }
        return answer;
    }
}

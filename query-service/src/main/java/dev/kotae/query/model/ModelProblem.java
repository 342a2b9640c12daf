package dev.kotae.query.model;

import dev.kotae.query.model.CompletionReading.EndlessException;
import dev.kotae.query.problem.Problems;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Failures of models in words fit for users, and in words fit for metrics. */
final class ModelProblem {

    private static final Duration LATER = Duration.ofSeconds(5);

    private ModelProblem() {}

    /** The failure of a call as a problem; a problem stays as it is. */
    static Throwable of(String id, Throwable failure) {
        if (Problems.isProblem(failure)) {
            return failure;
        }
        if (failure instanceof TimeoutException) {
            return Problems.modelTimeout("The model " + id + " took too long; try again or choose another one");
        }
        if (failure instanceof RefusedException refused) {
            return refused.status() == 429
                    ? Problems.modelBusy(
                            "The model " + id + " has too much to do; try again later or choose another one",
                            refused.retryAfter().orElse(LATER))
                    : Problems.modelFailed("The model " + id + " refused with status " + refused.status()
                            + "; try again or choose another one");
        }
        if (failure instanceof StrangeAnswerException) {
            return Problems.modelFailed("The model " + id + " answered with something that is not OpenAI's API");
        }
        if (failure instanceof EndlessException) {
            return Problems.modelFailed("The model " + id + " did not stop and was stopped; ask in other words");
        }
        return Problems.modelFailed(
                "The model " + id + " cannot be reached or broke off; try again or choose another one");
    }

    /** A word of a small fixed set for {@code error.type}. */
    static String type(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return Integer.toString(refused.status());
        }
        if (failure instanceof TimeoutException) {
            return "timeout";
        }
        if (failure instanceof EndlessException) {
            return "endless";
        }
        if (failure instanceof StrangeAnswerException) {
            return "strange_answer";
        }
        return "broken_off";
    }

    /** Whether a failure says something about the model, and not about what it was asked. */
    static boolean isOfTheModel(Throwable failure) {
        return !(failure instanceof RefusedException refused && refused.isOfTheCall());
    }
}

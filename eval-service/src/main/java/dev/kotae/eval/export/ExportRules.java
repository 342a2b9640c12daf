package dev.kotae.eval.export;

import dev.kotae.eval.problem.Problems;

/**
 * What is good enough to be exported.
 *
 * @param stars answers with fewer are left out, 1 to 5
 * @param gap where two answers to one question were rated and not voted on: by so many stars the chosen one must be better, 1 to 4
 * @param limit so many lines at most
 * @param context whether the chunks the model was given stand in the user's message
 */
record ExportRules(int stars, int gap, int limit, boolean context) {

    private static final int MOST = 100_000;

    /**
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, if a value is out of its range
     */
    ExportRules {
        if (stars < 1 || stars > 5) {
            throw Problems.invalid("invalid-request", "minStars is 1 to 5");
        }
        if (gap < 1 || gap > 4) {
            throw Problems.invalid("invalid-request", "minGap is 1 to 4");
        }
        if (limit < 1 || limit > MOST) {
            throw Problems.invalid("invalid-request", "limit is 1 to " + MOST);
        }
    }
}

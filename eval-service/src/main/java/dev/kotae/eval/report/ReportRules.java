package dev.kotae.eval.report;

import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.statistics.Comparison.Rules;

/**
 * How sure reports are to be, what matters, and what a model may cost its users.
 *
 * @param comparison of the comparison of models; its {@code alpha} is that of all intervals
 * @param errorRate the greatest share of failed answers a model may have for production, 0 to 1
 * @param firstTokenMillis so long its first token may take in 95 % of answers
 * @param totalMillis so long its whole answer may take in 95 % of answers
 */
record ReportRules(Rules comparison, double errorRate, double firstTokenMillis, double totalMillis) {

    static ReportRules of(EvalConfig config) {
        return new ReportRules(
                new Rules(config.alpha(), config.equivalentStars(), config.equivalentShare()),
                config.budget().errorRate(),
                config.budget().firstToken().toMillis(),
                config.budget().total().toMillis());
    }

    double alpha() {
        return comparison.alpha();
    }
}

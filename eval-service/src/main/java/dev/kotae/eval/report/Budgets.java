package dev.kotae.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a model keeps within what production allows; null where nothing was measured.
 *
 * @param errors its share of failed answers
 * @param firstToken its first token in 95 % of answers
 * @param total its whole answer in 95 % of answers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Budgets(Keeping errors, Keeping firstToken, Keeping total) {

    static Budgets of(ModelReport.Share errors, ModelReport.Latency latency, ReportRules rules) {
        return new Budgets(
                keeping(errors.share(), errors.high(), rules.errorRate()),
                p95(latency.firstTokenMillis(), rules.firstTokenMillis()),
                p95(latency.totalMillis(), rules.totalMillis()));
    }

    /** What is over its budget, in words; empty where nothing is. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        if (errors == Keeping.OVER) {
            broken.add("errors");
        }
        if (firstToken == Keeping.OVER) {
            broken.add("firstToken");
        }
        if (total == Keeping.OVER) {
            broken.add("total");
        }
        return broken;
    }

    private static Keeping p95(ModelReport.Percentiles percentiles, double budget) {
        return percentiles == null ? null : keeping(percentiles.p95(), percentiles.p95High(), budget);
    }

    private static Keeping keeping(double estimate, Double high, double budget) {
        if (estimate > budget) {
            return Keeping.OVER;
        }
        return high != null && high <= budget ? Keeping.WITHIN : Keeping.UNCLEAR;
    }

    /** How sure it is. */
    enum Keeping {
        /** The whole interval is within. */
        @JsonProperty("within")
        WITHIN,
        /** The estimate is within, its interval reaches beyond. */
        @JsonProperty("unclear")
        UNCLEAR,
        /** The estimate is over. */
        @JsonProperty("over")
        OVER
    }
}

package dev.kotae.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.local.testing.AccessMatrix;
import dev.kotae.local.testing.AccessTrial;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The service as it runs in production, with a real issuer of tokens: who may ask what, and that no secret gets out. */
class AccessIT {

    @Test
    void nobodyGetsWhereHeMayNotHoweverHeAsksAndNoSecretGetsOut() throws Exception {
        AccessMatrix.Report report = AccessTrial.run(
                "/api/reports/openapi",
                Set.of("/api/ratings/reasons"),
                Set.of(),
                Map.of("kotae.answer-key", AccessTrial.ANSWER_KEY));

        System.out.println(report.summary("eval"));
        assertThat(report.surprises()).isEmpty();
        assertThat(report.routes()).hasSizeGreaterThanOrEqualTo(18);
    }
}

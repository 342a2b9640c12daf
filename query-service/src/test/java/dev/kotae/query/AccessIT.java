package dev.kotae.query;

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
                "/api/answers/openapi",
                Set.of("/console/settings"),
                Set.of("/mcp"),
                Map.of(
                        "kotae.answer-key",
                        AccessTrial.ANSWER_KEY,
                        "kotae.limits.enabled",
                        "false",
                        "kotae.providers.away.base-url",
                        "http://127.0.0.1:1/v1",
                        "kotae.providers.away.api-key",
                        AccessTrial.PROVIDER_TOKEN));

        System.out.println(report.summary("query"));
        assertThat(report.surprises()).isEmpty();
        assertThat(report.routes()).hasSizeGreaterThanOrEqualTo(12);
    }
}

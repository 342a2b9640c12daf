package dev.kotae.eval.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports can be served truly while no partition fails to be counted. */
@Readiness
@ApplicationScoped
class EvidenceReadiness implements HealthCheck {

    private final EvidenceConsumer consumer;

    EvidenceReadiness(EvidenceConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, String> failing = consumer.failing();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("evidence-counts").status(failing.isEmpty() && consumer.polls());
        failing.forEach(response::withData);
        return response.build();
    }
}

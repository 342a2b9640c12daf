package dev.kotae.eval.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A restart helps if the consumer no longer polls; it polls also while Kafka is away. */
@Liveness
@ApplicationScoped
class EvidenceLiveness implements HealthCheck {

    private static final Duration HANGS_AFTER = Duration.ofSeconds(60);

    private final EvidenceConsumer consumer;

    EvidenceLiveness(EvidenceConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public HealthCheckResponse call() {
        Instant lastPoll = consumer.status().lastPoll();
        return HealthCheckResponse.named("evidence-polls")
                .status(lastPoll.isAfter(Instant.now().minus(HANGS_AFTER)))
                .withData("lastPoll", lastPoll.toString())
                .build();
    }
}

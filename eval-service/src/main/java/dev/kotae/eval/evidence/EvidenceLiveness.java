package dev.kotae.eval.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A restart helps if the consumer no longer polls; it polls also while Kafka is away. */
@Liveness
@ApplicationScoped
class EvidenceLiveness implements HealthCheck {

    private final EvidenceConsumer consumer;

    EvidenceLiveness(EvidenceConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("evidence-polls")
                .status(consumer.polls())
                .withData("lastPoll", consumer.lastPoll().toString())
                .build();
    }
}

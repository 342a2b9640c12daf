package dev.kotae.query.answer;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A restart helps where nobody takes answers to Kafka any more. While Kafka is away they wait, and that is no reason. */
@Liveness
@ApplicationScoped
class AnswerLiveness implements HealthCheck {

    private final AnswerPublisher publisher;

    AnswerLiveness(AnswerPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("answers").status(publisher.isAlive()).build();
    }
}

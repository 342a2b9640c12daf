package dev.kotae.eval.evidence;

import dev.kotae.common.projection.PartitionConsumer.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports can be served truly while no partition fails to be counted. */
@Readiness
@ApplicationScoped
class EvidenceReadiness implements HealthCheck {

    private static final Duration HANGS_AFTER = Duration.ofSeconds(60);

    private final EvidenceConsumer consumer;

    EvidenceReadiness(EvidenceConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public HealthCheckResponse call() {
        Status status = consumer.status();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("evidence-counts")
                .status(status.failing().isEmpty()
                        && status.lastPoll().isAfter(Instant.now().minus(HANGS_AFTER)));
        status.failing().forEach((partition, problem) -> response.withData(partition.toString(), problem));
        return response.build();
    }
}

package dev.kotae.ingest.consume;

import dev.kotae.common.projection.PartitionConsumer.Status;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Live: the reading goes round, whatever it meets; if it stands still, a restart helps. Ready: it reads, and nothing has to be
 * tried again at the moment.
 */
class IngestHealth {

    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    @Produces
    @Singleton
    @Liveness
    HealthCheck live(IngestConsumer consumer, Clock clock) {
        return () -> {
            Status status = consumer.status();
            boolean started = status.lastPoll().getEpochSecond() > 0;
            boolean turns = !started || status.lastPoll().plus(STANDSTILL).isAfter(clock.instant());
            return HealthCheckResponse.named("ingest turns").status(turns).build();
        };
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck ready(IngestConsumer consumer) {
        return () -> {
            Status status = consumer.status();
            boolean started = status.lastPoll().getEpochSecond() > 0;
            HealthCheckResponseBuilder response = HealthCheckResponse.named("ingest works")
                    .status(started && status.failing().isEmpty())
                    .withData("partitions", status.positions().size());
            status.failing().forEach((partition, failure) -> response.withData(partition.toString(), failure));
            return response.build();
        };
    }
}

package dev.kotae.query.config;

import dev.kotae.common.index.ChunkSearch;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready = questions can be answered: Redis answers. Whether Kafka does, decides nothing here: answers wait for it. */
@Readiness
@ApplicationScoped
class QueryReadiness implements AsyncHealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ChunkSearch search;

    QueryReadiness(ChunkSearch search) {
        this.search = search;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return search.collections()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(collections -> HealthCheckResponse.named("redis")
                        .up()
                        .withData("collections", collections.size())
                        .build())
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.named("redis")
                        .down()
                        .withData("reason", failure.getClass().getSimpleName())
                        .build());
    }
}

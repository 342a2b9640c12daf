package dev.kotae.query.config;

import dev.kotae.common.embedding.Embedder.Purpose;
import dev.kotae.common.embedding.EmbeddingModel;
import dev.kotae.common.embedding.RemoteEmbedder;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready = a question can be embedded, where a server does that; the model inside this process always can. */
@Readiness
@ApplicationScoped
class EmbedderReadiness implements AsyncHealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final EmbeddingModel model;

    EmbedderReadiness(EmbeddingModel model) {
        this.model = model;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("embedder").withData("id", model.id());
        if (!(model instanceof RemoteEmbedder)) {
            return Uni.createFrom().item(response.up().build());
        }
        return model.embed("Kotae", Purpose.QUERY)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(vector -> response.up().build())
                .onFailure()
                .recoverWithItem(failure -> response.down()
                        .withData("reason", failure.getClass().getSimpleName())
                        .build());
    }
}

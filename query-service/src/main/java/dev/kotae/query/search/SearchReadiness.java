package dev.kotae.query.search;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Ready = the first searches were made: they load the analysers' dictionaries and the embedder's model, and on a busy machine would be
 * the ones that take too long for whoever asks first. Whether they found anything, or Redis was there, decides nothing here.
 */
@Readiness
@ApplicationScoped
class SearchReadiness implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(SearchReadiness.class);
    private static final List<String> QUESTIONS =
            List.of("How is a document published?", "文書はどのように公開しますか", "When does a change become live?");

    private final Retriever retriever;
    private volatile boolean warm;

    SearchReadiness(Retriever retriever) {
        this.retriever = retriever;
    }

    void begin(@Observes StartupEvent started) {
        Multi.createFrom()
                .iterable(QUESTIONS)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToUniAndConcatenate(
                        text -> retriever.retrieve(retriever.question(text), List.of(), Set.of(), Map.of(), 10))
                .onTermination()
                .invoke(() -> warm = true)
                .subscribe()
                .with(found -> {}, failure -> LOG.infof("The first searches found no Redis: %s", failure.getMessage()));
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("search").status(warm).build();
    }
}

package dev.kotae.query.answer;

import dev.kotae.query.prompt.PromptTemplates;
import dev.kotae.query.prompt.Prompts;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Reads the prompt templates: a broken one stops the start; one that breaks later is told of in the log, and all templates stay as they
 * were.
 */
@ApplicationScoped
class PromptRefresh {

    private static final Logger LOG = Logger.getLogger(PromptRefresh.class);

    private final AnswersConfig config;
    private final Prompts prompts;
    private PromptTemplates current;
    private String complaint = "";
    private Cancellable refreshing = () -> {};

    PromptRefresh(AnswersConfig config) {
        this.config = config;
        this.current = PromptTemplates.read(config.promptFolder());
        this.prompts = new Prompts(current);
    }

    @Produces
    @Singleton
    Prompts prompts() {
        return prompts;
    }

    void start(@Observes StartupEvent event) {
        if (config.promptFolder().isEmpty()) {
            return;
        }
        refreshing = Multi.createFrom()
                .ticks()
                .every(config.promptRefresh())
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .subscribe()
                .with(tick -> refresh(), failure -> LOG.error("Prompt templates are no longer read anew", failure));
    }

    @PreDestroy
    void stop() {
        refreshing.cancel();
    }

    private void refresh() {
        try {
            PromptTemplates read = PromptTemplates.read(config.promptFolder());
            if (!read.hashes().equals(current.hashes())) {
                current = read;
                prompts.use(read);
                LOG.infof("Prompt templates were changed; they are now %s", read.hashes());
            }
            complaint = "";
        } catch (IllegalStateException e) {
            if (!e.getMessage().equals(complaint)) {
                complaint = e.getMessage();
                LOG.errorf("%s. The templates stay as they were", complaint);
            }
        }
    }
}

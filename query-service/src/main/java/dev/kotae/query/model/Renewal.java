package dev.kotae.query.model;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Keeps the catalogue as the settings and the providers have it: providers are asked what they have at the start and every now and
 * then, and the file of settings is looked at while the service runs.
 */
@ApplicationScoped
class Renewal {

    private static final Logger LOG = Logger.getLogger(Renewal.class);

    private final Catalogue catalogue;
    private final CatalogueFile file;
    private final Providers providers;
    private final List<Cancellable> ticking = new ArrayList<>();

    Renewal(
            Catalogue catalogue,
            CatalogueConfig config,
            ProviderConfig providers,
            ModelConfig models,
            Config all,
            OpenAiHttp http,
            ModelMetrics metrics,
            @ConfigProperty(name = "kotae.default-model", defaultValue = ExtractiveModel.ID) String defaultModel) {
        this.catalogue = catalogue;
        this.file = new CatalogueFile(
                config.file().map(path -> new SettingsFile(path, all)).orElse(null),
                new Settings(providers, models, config, defaultModel),
                metrics.registry());
        this.providers = new Providers(http);
    }

    /** Why the file of settings is not used as it is, if so. */
    Optional<CatalogueFile.Trouble> trouble() {
        return file.trouble();
    }

    void start(@Observes StartupEvent event) {
        file.look();
        renew();
        CatalogueConfig config = file.settings().catalogue();
        every(config.refresh(), Duration.ofMillis(1), this::ask);
        if (config.file().isPresent()) {
            every(config.fileCheck(), config.fileCheck(), this::reload);
        }
    }

    private void every(Duration pause, Duration first, Supplier<Uni<Void>> work) {
        ticking.add(Multi.createFrom()
                .ticks()
                .startingAfter(first)
                .every(pause)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> work.get().onFailure().recoverWithItem(failure -> {
                    LOG.error("The catalogue could not be renewed", failure);
                    return null;
                }))
                .subscribe()
                .with(done -> {}, failure -> LOG.error("The catalogue is no longer renewed", failure)));
    }

    @PreDestroy
    void stop() {
        ticking.forEach(Cancellable::cancel);
    }

    private Uni<Void> reload() {
        return Uni.createFrom()
                .item(file::look)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(changed -> {
                    if (!changed) {
                        return Uni.createFrom().voidItem();
                    }
                    renew();
                    return ask();
                });
    }

    private Uni<Void> ask() {
        return providers.ask(this::renew);
    }

    private synchronized void renew() {
        Settings settings = file.settings();
        providers.set(settings.providers());
        catalogue.offer(settings, Offers.of(settings, providers.said()), providers.all());
    }
}

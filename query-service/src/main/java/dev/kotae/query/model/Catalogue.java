package dev.kotae.query.model;

import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.query.problem.Problems;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * All models that can be asked: the built-in one, and those of the providers, which are asked what they have at the start and every
 * now and then. A provider that cannot be asked keeps the models it had, shown as failing.
 */
@ApplicationScoped
public class Catalogue {

    private static final Logger LOG = Logger.getLogger(Catalogue.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CatalogueConfig config;
    private final List<Provider> providers;
    private final String defaultModel;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private Cancellable refreshing = () -> {};

    Catalogue(
            CatalogueConfig config,
            ProviderConfig providers,
            OpenAiHttp http,
            TextAnalyzer analyzer,
            @ConfigProperty(name = "kotae.default-model", defaultValue = "extractive") String defaultModel) {
        this.config = config;
        this.defaultModel = defaultModel;
        this.providers = providers.all().entrySet().stream()
                .map(provider -> new Provider(provider.getKey(), provider.getValue(), http))
                .toList();
        Model extractive = new ExtractiveModel(analyzer);
        entries.put(extractive.id(), new Entry(extractive, State.READY));
    }

    /** Whether a model can be asked. */
    public enum State {
        /** Its provider listed it lately. */
        READY,
        /** Its provider cannot be asked at the moment. */
        FAILING,
        /** Its provider no longer lists it. */
        GONE
    }

    /**
     * A model and how it is.
     *
     * @param model the model
     * @param state its state
     */
    public record Entry(Model model, State state) {}

    void start(@Observes StartupEvent event) {
        for (Provider provider : providers) {
            provider.configuredModels()
                    .ifPresent(ids -> ids.forEach(id -> put(new OpenAiModel(id, provider, config), State.FAILING)));
        }
        refreshing = Multi.createFrom()
                .ticks()
                .startingAfter(Duration.ofMillis(1))
                .every(config.refresh())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> refresh())
                .subscribe()
                .with(done -> {}, failure -> LOG.error("Providers are no longer asked for their models", failure));
    }

    @PreDestroy
    void stop() {
        refreshing.cancel();
    }

    private io.smallrye.mutiny.Uni<Integer> refresh() {
        return Multi.createFrom()
                .iterable(providers)
                .onItem()
                .transformToUniAndMerge(provider -> io.smallrye.mutiny.Uni.createFrom()
                        .deferred(provider::models)
                        .ifNoItem()
                        .after(PATIENCE)
                        .fail()
                        .map(ids -> {
                            listed(provider, ids);
                            return ids.size();
                        })
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.warnf("Provider %s cannot be asked for its models: %s", provider.name(), failure);
                            mark(provider, List.of(), State.FAILING);
                            return 0;
                        }))
                .collect()
                .with(java.util.stream.Collectors.summingInt(Integer::intValue));
    }

    private void listed(Provider provider, List<String> ids) {
        ids.forEach(id -> put(new OpenAiModel(id, provider, config), State.READY));
        mark(provider, ids, State.GONE);
    }

    private void put(Model model, State state) {
        entries.compute(
                model.id(),
                (id, before) -> before != null && !before.model().provider().equals(model.provider())
                        ? before // the first provider of a name keeps it
                        : new Entry(before == null ? model : before.model(), state));
    }

    private void mark(Provider provider, List<String> except, State state) {
        entries.replaceAll((id, entry) -> entry.model().provider().equals(provider.name()) && !except.contains(id)
                ? new Entry(entry.model(), state)
                : entry);
    }

    /** Whether there is a model of that name, or was lately. */
    public boolean has(String id) {
        return entries.containsKey(id);
    }

    /** All models, by name. */
    public List<Entry> all() {
        List<Entry> all = new ArrayList<>(entries.values());
        all.sort(Comparator.comparing(entry -> entry.model().id()));
        return all;
    }

    /**
     * The model of a name.
     *
     * @param id the name, or null for the default model
     * @throws io.quarkiverse.resteasy.problem.HttpProblem {@code unknown-model}, naming those that exist
     */
    public Model model(String id) {
        String wanted = id == null ? defaultModel : id;
        Entry entry = entries.get(wanted);
        if (entry == null || entry.state() == State.GONE) {
            throw Problems.unknownModel(
                    wanted,
                    all().stream()
                            .filter(known -> known.state() != State.GONE)
                            .map(known -> known.model().id())
                            .toList());
        }
        return entry.model();
    }
}

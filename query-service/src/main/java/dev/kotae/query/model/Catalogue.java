package dev.kotae.query.model;

import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.query.problem.Problems;
import io.micrometer.core.instrument.Tags;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * All models that can be asked: the built-in one, and those of the providers, which are asked what they have at the start and every
 * now and then. A provider that cannot be asked keeps the models it had, shown as failing; the settings may change while the service runs.
 * Readers see one consistent state and never wait; one writer at a time makes the next.
 */
@ApplicationScoped
public class Catalogue {

    private static final Logger LOG = Logger.getLogger(Catalogue.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int NO_LIST = 404;
    private static final int NO_SUCH_METHOD = 405;

    private final OpenAiHttp http;
    private final ModelMetrics metrics;
    private final CatalogueFile file;
    private final Model extractive;
    private final Map<String, Discovery> discoveries = new HashMap<>();
    private final List<Cancellable> ticking = new ArrayList<>();
    private volatile Map<String, Provider> providers = Map.of();
    private volatile Map<String, Entry> entries = Map.of();

    Catalogue(
            CatalogueConfig catalogue,
            ProviderConfig providers,
            ModelConfig models,
            Config config,
            OpenAiHttp http,
            TextAnalyzer analyzer,
            ModelMetrics metrics,
            @ConfigProperty(name = "kotae.default-model", defaultValue = ExtractiveModel.ID) String defaultModel) {
        this.http = http;
        this.metrics = metrics;
        this.extractive = new ExtractiveModel(analyzer);
        this.file = new CatalogueFile(
                catalogue.file().map(path -> new SettingsFile(path, config)).orElse(null),
                new Settings(providers, models, catalogue, defaultModel),
                metrics.registry());
        for (State state : State.values()) {
            metrics.registry()
                    .gauge(
                            "kotae.models",
                            Tags.of("state", state.name().toLowerCase(Locale.ROOT)),
                            this,
                            it -> it.count(state));
        }
    }

    /** Whether a model can be asked. */
    public enum State {
        /** Its provider listed it lately, and it answers. */
        READY,
        /** Its provider cannot be asked at the moment, or its last calls failed. */
        FAILING,
        /** Its provider no longer lists it. */
        GONE
    }

    /**
     * A model and how it is.
     *
     * @param model the model
     * @param card what is known of it
     * @param listed its state as its provider's list has it
     * @param listedReason why it is not ready by that, or null
     */
    public record Entry(Model model, ModelCard card, State listed, String listedReason) {

        /** Its state. */
        public State state() {
            return listed == State.READY && isLeftAlone() ? State.FAILING : listed;
        }

        /** Why it is not ready, in words fit for users, or null. */
        public String reason() {
            return listed == State.READY && isLeftAlone() ? "Its last calls failed" : listedReason;
        }

        private boolean isLeftAlone() {
            return model instanceof GuardedModel guarded && guarded.isLeftAlone();
        }
    }

    void start(@Observes StartupEvent event) {
        file.look();
        rebuild();
        CatalogueConfig config = file.settings().catalogue();
        every(config.refresh(), Duration.ofMillis(1), this::refresh);
        if (config.file().isPresent()) {
            every(config.fileCheck(), config.fileCheck(), this::reload);
        }
    }

    private void every(Duration pause, Duration first, Supplier<Uni<?>> work) {
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

    private Uni<?> reload() {
        return Uni.createFrom()
                .item(file::look)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(changed -> {
                    if (!changed) {
                        return Uni.createFrom().voidItem();
                    }
                    rebuild();
                    return refresh();
                });
    }

    /** Asks all providers, side by side. */
    private Uni<Void> refresh() {
        return Multi.createFrom()
                .iterable(providers.values())
                .onItem()
                .transformToUniAndMerge(provider -> provider.models()
                        .ifNoItem()
                        .after(PATIENCE)
                        .fail()
                        .invoke(list -> heard(provider, discovery -> discovery.answered(list)))
                        .replaceWithVoid()
                        .onFailure()
                        .recoverWithItem(failure -> {
                            heard(provider, discovery -> failed(provider, discovery, failure));
                            return null;
                        }))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Discovery failed(Provider provider, Discovery before, Throwable failure) {
        if (failure instanceof RefusedException refused
                && (refused.status() == NO_LIST || refused.status() == NO_SUCH_METHOD)) {
            return before.listsNothing();
        }
        String why = failure instanceof RefusedException refused
                ? "Its provider refused to list its models with status " + refused.status()
                : "Its provider cannot be asked for its models";
        if (!why.equals(before.failure())) {
            LOG.warnf("Provider %s cannot be asked for its models: %s", provider.name(), failure);
        }
        return before.failed(why);
    }

    private synchronized void heard(Provider provider, UnaryOperator<Discovery> change) {
        if (providers.get(provider.name()) == provider) {
            Discovery before = discoveries.getOrDefault(provider.name(), Discovery.NOT_YET);
            Discovery now = change.apply(before);
            if (now.refused() > 0 && now.refused() != before.refused()) {
                LOG.warnf(
                        "Provider %s lists %d models that are not offered: more than %d, or names with other than"
                                + " letters, digits and ._:/@+-",
                        provider.name(), now.refused(), Discovery.MAX_MODELS);
            }
            discoveries.put(provider.name(), now);
            rebuild();
        }
    }

    /** Makes the next state of the settings and of what the providers said. Models that stay as they were keep their places and breakers. */
    private synchronized void rebuild() {
        Settings settings = file.settings();
        Map<String, Provider> next = new TreeMap<>();
        settings.providers().all().forEach((name, config) -> {
            Provider fresh = new Provider(name, config, http);
            Provider known = providers.get(name);
            if (known != null && known.sameAs(fresh)) {
                next.put(name, known);
            } else {
                next.put(name, fresh);
                discoveries.remove(name);
            }
        });
        discoveries.keySet().retainAll(next.keySet());
        providers = Map.copyOf(next);
        Map<String, Entry> all = new TreeMap<>();
        ModelDetails own = settings.details(ExtractiveModel.ID, extractive.provider());
        all.put(ExtractiveModel.ID, new Entry(extractive, own.builtIn(extractive), State.READY, null));
        for (Offer offer : Offers.of(settings, discoveries)) {
            ModelCard card = offer.spec().card();
            all.put(
                    card.id(),
                    new Entry(
                            model(offer.spec(), next.get(card.provider()), settings),
                            card,
                            offer.state(),
                            offer.reason()));
        }
        entries = Collections.unmodifiableMap(all);
    }

    private Model model(ModelSpec spec, Provider provider, Settings settings) {
        Entry known = entries.get(spec.card().id());
        return known != null && known.model() instanceof GuardedModel guarded && guarded.is(spec, provider)
                ? guarded
                : new GuardedModel(spec, provider, settings.catalogue(), metrics);
    }

    /** All models, by name. */
    public List<Entry> all() {
        return List.copyOf(entries.values());
    }

    /** Whether a model of this name can be asked. */
    public boolean has(String id) {
        Entry entry = entries.get(id);
        return entry != null && entry.listed() != State.GONE;
    }

    /** Why the file of settings is not used as it is, if so. */
    Optional<CatalogueFile.Trouble> trouble() {
        return file.trouble();
    }

    /** The model that answers where a question names none and no weights are set. */
    String defaultModel() {
        return file.settings().defaultModel();
    }

    /**
     * The model of a name, with its fallbacks.
     *
     * @param id the name, or null for the default model
     * @throws io.quarkiverse.resteasy.problem.HttpProblem {@code unknown-model}, naming those that exist
     */
    public Model model(String id) {
        Map<String, Entry> now = entries;
        return withFallback(entry(id == null ? defaultModel() : id, now), now);
    }

    /**
     * The model of a name and no other: for experiments and comparisons, in which an answer by somebody else would be none.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem {@code unknown-model}, naming those that exist
     */
    public Model alone(String id) {
        return entry(id, entries).model();
    }

    private static Entry entry(String wanted, Map<String, Entry> now) {
        Entry entry = now.get(wanted);
        if (entry == null || entry.listed() == State.GONE) {
            List<String> known = now.values().stream()
                    .filter(other -> other.listed() != State.GONE)
                    .map(other -> other.card().id())
                    .toList();
            throw entry == null
                    ? Problems.unknownModel(wanted, known)
                    : Problems.goneModel(wanted, entry.card().provider(), known);
        }
        return entry;
    }

    /**
     * The model that answers a user: the one of the name, or else the user's own by the models' weights, or else the default one. Models
     * that are not ready get nobody's questions by weight.
     *
     * @param id the name, or null
     * @param user the user
     * @throws io.quarkiverse.resteasy.problem.HttpProblem {@code unknown-model}, naming those that exist
     */
    public Model model(String id, String user) {
        if (id != null) {
            return model(id);
        }
        Map<String, Entry> now = entries;
        List<ModelCard> ready = now.values().stream()
                .filter(entry -> entry.state() == State.READY)
                .map(Entry::card)
                .toList();
        return Traffic.choose(ready, user)
                .map(card -> withFallback(now.get(card.id()), now))
                .orElseGet(() -> model(null));
    }

    private Model withFallback(Entry entry, Map<String, Entry> now) {
        List<Model> others = fallback(entry).stream()
                .map(now::get)
                .filter(other -> other != null && other.listed() != State.GONE)
                .map(Entry::model)
                .toList();
        return others.isEmpty() ? entry.model() : new FallbackModel(entry.model(), others, this::fellBack);
    }

    private static List<String> fallback(Entry entry) {
        return entry.model() instanceof GuardedModel guarded ? guarded.fallback() : List.of();
    }

    private void fellBack(String from, String to) {
        LOG.warnf("Model %s answers in place of %s", to, from);
        metrics.fellBack(from, to);
    }

    private int count(State state) {
        return (int) entries.values().stream()
                .filter(entry -> entry.state() == state)
                .count();
    }
}

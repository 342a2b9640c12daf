package dev.kotae.query.model;

import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.query.problem.Problems;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * All models that can be asked: the built-in one, and those of the providers. Models of a provider that cannot be asked are shown as
 * failing; what is offered changes while the service runs, see {@link Renewal}. Readers see one consistent state and never wait.
 */
@ApplicationScoped
public class Catalogue {

    private static final Logger LOG = Logger.getLogger(Catalogue.class);

    private final ModelMetrics metrics;
    private final Model extractive;
    private volatile Map<String, Entry> entries = Map.of();
    private volatile String defaultModel = ExtractiveModel.ID;

    Catalogue(TextAnalyzer analyzer, ModelMetrics metrics) {
        this.metrics = metrics;
        this.extractive = new ExtractiveModel(analyzer);
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

    /**
     * Offers these models from now on, beside the built-in one. Models that stay as they were keep their places and breakers. One caller
     * at a time.
     *
     * @param providers all that the offers name, by name
     */
    void offer(Settings settings, List<Offer> offers, Map<String, Provider> providers) {
        Map<String, Entry> all = new TreeMap<>();
        ModelDetails own = settings.details(ExtractiveModel.ID, extractive.provider());
        all.put(ExtractiveModel.ID, new Entry(extractive, own.builtIn(extractive), State.READY, null));
        for (Offer offer : offers) {
            ModelCard card = offer.spec().card();
            all.put(
                    card.id(),
                    new Entry(
                            model(offer.spec(), providers.get(card.provider()), settings),
                            card,
                            offer.state(),
                            offer.reason()));
        }
        defaultModel = settings.defaultModel();
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

    /** The model that answers where a question names none and no weights are set. */
    String defaultModel() {
        return defaultModel;
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

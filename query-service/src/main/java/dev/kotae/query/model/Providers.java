package dev.kotae.query.model;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * The providers that are set, and what each said when it was asked last for its models. One that cannot be asked is remembered with what
 * it said before. Safe for use by several threads.
 */
final class Providers {

    private static final Logger LOG = Logger.getLogger(Providers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int NO_LIST = 404;
    private static final int NO_SUCH_METHOD = 405;

    private final OpenAiHttp http;
    private final Map<String, Discovery> discoveries = new HashMap<>();
    private Map<String, Provider> providers = Map.of();

    Providers(OpenAiHttp http) {
        this.http = http;
    }

    /** Takes up those of the settings; what was said by one that is asked in another way now, or that is gone, is forgotten. */
    synchronized void set(ProviderConfig config) {
        Map<String, Provider> next = new TreeMap<>();
        config.all().forEach((name, one) -> {
            Provider fresh = new Provider(name, one, http);
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
    }

    /** Those that are set, by name. */
    synchronized Map<String, Provider> all() {
        return providers;
    }

    /** What they said, by name; none for those that were not asked yet. */
    synchronized Map<String, Discovery> said() {
        return Map.copyOf(discoveries);
    }

    /**
     * Asks all of them for their models, side by side, each for 5 seconds at most.
     *
     * @param heard called each time that one has answered, or has failed to
     * @return ends when all have; does not fail for one that did
     */
    Uni<Void> ask(Runnable heard) {
        return Multi.createFrom()
                .iterable(all().values())
                .onItem()
                .transformToUniAndMerge(provider -> provider.models()
                        .ifNoItem()
                        .after(PATIENCE)
                        .fail()
                        .invoke(list -> heard(provider, before -> before.answered(list), heard))
                        .replaceWithVoid()
                        .onFailure()
                        .recoverWithItem(failure -> {
                            heard(provider, before -> failed(provider, before, failure), heard);
                            return null;
                        }))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private void heard(Provider provider, UnaryOperator<Discovery> change, Runnable heard) {
        if (remembered(provider, change)) {
            heard.run();
        }
    }

    /** False where the settings have another provider of that name meanwhile. */
    private synchronized boolean remembered(Provider provider, UnaryOperator<Discovery> change) {
        if (providers.get(provider.name()) != provider) {
            return false;
        }
        Discovery before = discoveries.getOrDefault(provider.name(), Discovery.NOT_YET);
        Discovery now = change.apply(before);
        if (now.refused() > 0 && now.refused() != before.refused()) {
            LOG.warnf(
                    "Provider %s lists %d models that are not offered: more than %d, or names with other than"
                            + " letters, digits and ._:/@+-",
                    provider.name(), now.refused(), Discovery.MAX_MODELS);
        }
        discoveries.put(provider.name(), now);
        return true;
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
}

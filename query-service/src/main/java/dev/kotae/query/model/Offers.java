package dev.kotae.query.model;

import dev.kotae.query.model.Catalogue.State;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which models there are, of the settings and of what the providers say. Plain computation. Models that name their provider come first;
 * then each provider's own, providers in the order of their names. The first to have an id keeps it, later ones are called
 * {@code <provider>/<name>}.
 */
final class Offers {

    private final Settings settings;
    private final Map<String, Discovery> discoveries;
    private final Map<String, Offer> offers = new LinkedHashMap<>();
    private final Set<String> placed = new HashSet<>();

    private Offers(Settings settings, Map<String, Discovery> discoveries) {
        this.settings = settings;
        this.discoveries = discoveries;
    }

    static List<Offer> of(Settings settings, Map<String, Discovery> discoveries) {
        Offers all = new Offers(settings, discoveries);
        new TreeMap<>(settings.models().all()).forEach((id, model) -> model.provider()
                .ifPresent(provider -> all.offer(id, provider, model.name().orElse(id))));
        new TreeMap<>(settings.providers().all()).forEach(all::offerAll);
        return List.copyOf(all.offers.values());
    }

    private void offerAll(String provider, ProviderConfig.Provider config) {
        Discovery discovery = discovery(provider);
        Set<String> names = new LinkedHashSet<>();
        config.models().ifPresentOrElse(names::addAll, () -> {
            if (config.discover()) {
                names.addAll(discovery.listed().keySet());
                names.addAll(discovery.gone());
            }
        });
        for (String name : names) {
            if (!placed.contains(provider + "\n" + name) && ModelName.isSafe(name)) {
                String id = offers.containsKey(name) || name.equals(ExtractiveModel.ID) ? provider + "/" + name : name;
                if (!offers.containsKey(id)) {
                    offer(id, provider, name);
                }
            }
        }
    }

    private void offer(String id, String provider, String name) {
        Discovery discovery = discovery(provider);
        ModelSpec spec = ModelSpec.of(id, provider, name, discovery.contextLength(name), settings);
        placed.add(provider + "\n" + name);
        if (discovery.failure() != null) {
            offers.put(id, new Offer(spec, State.FAILING, discovery.failure()));
        } else if (discovery.has(name)) {
            offers.put(id, new Offer(spec, State.READY, null));
        } else {
            offers.put(id, new Offer(spec, State.GONE, "Its provider does not list it"));
        }
    }

    private Discovery discovery(String provider) {
        return discoveries.getOrDefault(provider, Discovery.NOT_YET);
    }
}

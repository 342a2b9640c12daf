package dev.kotae.query.model;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Everything that is set for the catalogue, checked.
 *
 * @param providers the providers
 * @param models what is known of models
 * @param catalogue how models are called
 * @param defaultModel the model that answers where a question names none and no weights are set
 */
record Settings(ProviderConfig providers, ModelConfig models, CatalogueConfig catalogue, String defaultModel) {

    private static final Set<String> OURS = Set.of("model", "messages", "stream", "stream_options", "n", "tools");
    private static final Pattern FIELD = Pattern.compile("[a-z_]{1,40}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** @throws IllegalArgumentException naming everything that cannot be meant so */
    Settings {
        List<String> wrong = new ArrayList<>();
        providers.all().forEach((name, provider) -> {
            check(wrong, ModelName.isSafe(name), "kotae.providers: a name with other than letters, digits and ._:/@+-");
            check(wrong, isHttp(provider.baseUrl()), "kotae.providers." + name + ".base-url is no http address");
        });
        models.all().forEach((id, model) -> {
            String at = "kotae.models.\"" + (ModelName.isSafe(id) ? id : "?") + "\"";
            check(wrong, ModelName.isSafe(id), at + ": an id with other than letters, digits and ._:/@+-");
            check(wrong, ModelName.isSafe(model.name().orElse(id)), at + ".name: as an id");
            model.provider()
                    .ifPresent(name -> check(
                            wrong, providers.all().containsKey(name), at + ".provider names no provider that is set"));
            check(wrong, model.weight() >= 0 && Double.isFinite(model.weight()), at + ".weight is below 0");
            model.price()
                    .ifPresent(price -> check(
                            wrong,
                            price.input().orElse(0) >= 0
                                    && price.output().orElse(0) >= 0
                                    && CURRENCY.matcher(price.currency()).matches(),
                            at + ".price is below 0, or its currency no ISO 4217 code"));
            model.quotesBy()
                    .ifPresent(field -> check(
                            wrong,
                            FIELD.matcher(field).matches() && !OURS.contains(field),
                            at + ".quotes-by is no name of a field for a grammar"));
            model.parameters()
                    .keySet()
                    .forEach(name -> check(
                            wrong, !OURS.contains(name), at + ".parameters: '" + name + "' is Kotae's own to send"));
        });
        check(wrong, catalogue.attempts() >= 1, "kotae.catalogue.attempts is below 1");
        check(wrong, catalogue.maxConcurrent() >= 1, "kotae.catalogue.max-concurrent is below 1");
        check(
                wrong,
                catalogue.breakerFailures() >= 1 && catalogue.breakerFailures() <= Breakers.WINDOW,
                "kotae.catalogue.breaker-failures is not 1 to " + Breakers.WINDOW);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
    }

    /** What is configured of a model of a provider. */
    ModelDetails details(String id, String provider) {
        return new ModelDetails(Optional.ofNullable(models.all().get(id))
                .filter(model -> model.provider().map(provider::equals).orElse(true)));
    }

    private static boolean isHttp(URI url) {
        return url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    }

    private static void check(List<String> wrong, boolean right, String what) {
        if (!right) {
            wrong.add(what);
        }
    }
}

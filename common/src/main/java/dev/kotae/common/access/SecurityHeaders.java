package dev.kotae.common.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What browsers are told with every response, refusals included: run only scripts and styles that this service sent as files of their
 * own, show the pages in nobody's frame, guess no types, tell no other site where a reader came from. A response that needs another
 * policy (a report that carries its own style) sets it in place of this one.
 */
@ApplicationScoped
class SecurityHeaders {

    /** Before the guard, so that what it refuses has them too. */
    private static final int FIRST = 20_000;

    private static final String POLICY = "Content-Security-Policy";
    private static final String ONE_YEAR = "max-age=31536000; includeSubDomains";

    private final String policy;

    SecurityHeaders(PagesConfig config, @ConfigProperty(name = "kotae.console.eval-url") Optional<String> evalUrl) {
        this.policy = policy(config.scriptHashes().orElse(List.of()), evalUrl.filter(url -> !url.isBlank()));
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, FIRST);
    }

    void add(RoutingContext context) {
        boolean tls = "https".equals(context.request().scheme());
        context.addHeadersEndHandler(end -> complete(context.response().headers(), tls));
        context.next();
    }

    private void complete(MultiMap headers, boolean tls) {
        if (!headers.contains(POLICY)) {
            headers.set(POLICY, policy);
        }
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        if (tls) {
            headers.set("Strict-Transport-Security", ONE_YEAR);
        }
    }

    private static String policy(List<String> scriptHashes, Optional<String> evalUrl) {
        String scripts = scriptHashes.stream().map(hash -> " '" + hash + "'").collect(Collectors.joining());
        String eval = evalUrl.map(url -> " " + origin(url)).orElse("");
        return "default-src 'none'; script-src 'self'" + scripts
                + "; style-src 'self'; img-src 'self' data:; connect-src 'self'" + eval
                + "; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
    }

    /** A policy compares whole paths, so only scheme, host and port may stand in it. */
    private static String origin(String url) {
        URI uri = URI.create(url);
        if (uri.getScheme() == null || uri.getRawAuthority() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "kotae.console.eval-url must be an address such as https://kotae.example, it is " + url);
        }
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
